package dev.stuckpod.operator.loadtest.window;

import dev.stuckpod.operator.loadtest.suspicion.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Moves a window on from what was recorded of it, by the clock and by what its load does. */
public final class Life {

  /**
   * A process that has come only now, when settle is over, watches for so long before it says
   * anything.
   */
  static final Duration LEAST_WATCHED = Duration.ofSeconds(30);

  /** So much longer than settle a window lasts at most, for that or for looks under way. */
  static final Duration MOST_LONGER = Duration.ofMinutes(3);

  private Life() {}

  /**
   * What comes next.
   *
   * @param recorded to be written where it differs from what was there
   */
  public record Next(Recorded recorded, Stage stage) {}

  /**
   * Moves a window on.
   *
   * @param child what its TestRun or Job does, or the command of one that is closed by hand;
   *     anything where it has none
   * @param watchingSince since when this process has watched its pods
   * @param looking whether looks are under way, or about to begin: their end is waited for
   */
  public static Next next(
      WindowTimes times,
      Recorded recorded,
      ChildState child,
      Instant watchingSince,
      boolean looking,
      Instant now) {
    if (recorded.endedAt() != null) {
      return completed(recorded, recorded.endedAt());
    }
    Recorded seen = recorded.loadSeen() || child != ChildState.Running ? recorded : seen(recorded);
    Recorded current =
        seen.loadEndedAt() != null
            ? seen
            : end(times, seen, child, now).map(end -> ended(seen, end)).orElse(seen);
    if (current.loadEndedAt() == null) {
      Instant deadline = seen.startedAt().plus(times.deadline());
      return now.isBefore(deadline)
          ? new Next(current, new Stage.Open(load(times.during(), child, current.loadSeen())))
          : completed(ended(seen, new End(deadline, Ending.DeadlinePassed)), now);
    }
    if (current.ending() == Ending.DeadlinePassed) {
      return completed(current, now); // it was written, and the rest was not
    }
    return settle(times, current, watchingSince, looking, now);
  }

  private static Next settle(
      WindowTimes times, Recorded current, Instant watchingSince, boolean looking, Instant now) {
    Instant ended = Objects.requireNonNull(current.loadEndedAt());
    Instant settled = ended.plus(times.settle());
    Instant watched = watchingSince.plus(LEAST_WATCHED);
    Instant until = watched.isAfter(settled) ? watched : settled;
    Instant last = settled.plus(MOST_LONGER);
    if (until.isAfter(last)) {
      until = last;
    }
    if (now.isBefore(until) || (looking && now.isBefore(last))) {
      return new Next(current, new Stage.Settling(ended, until));
    }
    return completed(current, now);
  }

  private record End(Instant at, Ending why) {}

  /** When the load has ended, and why; empty while it has not. */
  private static Optional<End> end(
      WindowTimes times, Recorded recorded, ChildState child, Instant now) {
    Instant deadline = recorded.startedAt().plus(times.deadline());
    Optional<End> end =
        switch (times.during()) {
          case During.For(Duration duration) -> at(recorded.startedAt().plus(duration), now);
          case During.Until(Instant time) ->
              at(time.isBefore(recorded.startedAt()) ? recorded.startedAt() : time, now);
          case During.Child _ -> of(child, recorded.loadSeen(), now);
          case During.ByHand() -> Optional.empty();
        };
    // what lasts beyond the deadline by its own clock has not ended before it
    return end.filter(it -> times.during() instanceof During.Child || !it.at().isAfter(deadline))
        .or(() -> times.ended() ? Optional.of(new End(now, Ending.Closed)) : Optional.empty());
  }

  private static Optional<End> at(Instant time, Instant now) {
    return now.isBefore(time) ? Optional.empty() : Optional.of(new End(time, Ending.LoadEnded));
  }

  private static Optional<End> of(ChildState child, boolean loadSeen, Instant now) {
    return switch (child) {
      case Done -> Optional.of(new End(now, Ending.LoadEnded));
      case Failed -> Optional.of(new End(now, loadSeen ? Ending.LoadFailed : Ending.LoadNeverRan));
      // a TestRun with cleanup deletes itself; one that was never there may still come
      case NotThere -> loadSeen ? Optional.of(new End(now, Ending.LoadGone)) : Optional.empty();
      case Waiting, Running, Unreadable -> Optional.empty();
    };
  }

  private static Load load(During during, ChildState child, boolean seen) {
    return switch (during) {
      case During.For _, During.Until _ -> Load.Assumed;
      // who runs it says so while it runs; there may be nobody who does
      case During.ByHand _ -> child == ChildState.Running ? Load.Running : Load.Assumed;
      case During.Child _ ->
          switch (child) {
            case Running -> Load.Running;
            case NotThere, Waiting -> Load.Calm;
            // nobody sees it now; as it was when it was last asked
            case Unreadable -> seen ? Load.Assumed : Load.Calm;
            case Done, Failed -> Load.Assumed;
          };
    };
  }

  private static Recorded seen(Recorded recorded) {
    return new Recorded(
        recorded.startedAt(), true, recorded.loadEndedAt(), recorded.ending(), null);
  }

  private static Recorded ended(Recorded recorded, End end) {
    return new Recorded(recorded.startedAt(), recorded.loadSeen(), end.at(), end.why(), null);
  }

  private static Next completed(Recorded recorded, Instant at) {
    Ending ending = Objects.requireNonNullElse(recorded.ending(), Ending.LoadEnded);
    return new Next(
        new Recorded(recorded.startedAt(), recorded.loadSeen(), recorded.loadEndedAt(), ending, at),
        new Stage.Completed(at, ending));
  }
}
