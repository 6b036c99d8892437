package dev.stuckpod.operator.incident.failure;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.protocol.CaptureMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts so far leave to be tried. What failed in passing is tried again, a few times;
 * what was never done leads to nothing worse; what had no room leads to no restart.
 *
 * @param spent methods that are not used again
 * @param restartMayHelp whether a method may be used that ends the process, where that is allowed
 * @param because why there is no dump, where nothing is left; null where the plan says it best
 * @param end why nothing is tried any more; null where something may be
 * @param notBefore when the next attempt may be made; null: at once
 */
public record Ladder(
    Set<CaptureMethod> spent,
    boolean restartMayHelp,
    Failure.@Nullable NothingLeft because,
    Failure.@Nullable NothingLeft end,
    @Nullable Instant notBefore) {

  private static final Set<AttemptOutcome> ROOM =
      EnumSet.of(AttemptOutcome.NoRoom, AttemptOutcome.TooLarge);

  private static final Set<AttemptOutcome> NO_DUMP =
      EnumSet.of(AttemptOutcome.Failed, AttemptOutcome.TimedOut);

  /** What passes is tried so often in all. */
  private static final int TRIES = 3;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Tells it. */
  public static Ladder of(List<Attempt> attempts) {
    Set<CaptureMethod> spent = EnumSet.noneOf(CaptureMethod.class);
    Map<CaptureMethod, Integer> passed = new EnumMap<>(CaptureMethod.class);
    int undone = 0;
    boolean restartMayHelp = true;
    Failure.NothingLeft because = null;
    Failure.NothingLeft end = null;
    Instant notBefore = null;
    for (Attempt attempt : attempts) {
      Optional<AttemptOutcome> outcome =
          Optional.ofNullable(attempt.outcome()).map(AttemptOutcome::valueOf);
      String message = String.valueOf(attempt.message());
      notBefore = null;
      switch (outcome.orElse(null)) {
        case DumpTaken, SignalSent -> {}
        case NotSent, Late -> {
          undone++;
          notBefore = pause(attempt, undone);
          if (undone >= TRIES) {
            boolean late = outcome.get() == AttemptOutcome.Late;
            end =
                new Failure.NothingLeft(
                    late ? CapturedReason.TimedOut : CapturedReason.SidecarUnreachable,
                    "Asked %d times and nothing was done: %s%s"
                        .formatted(
                            undone, message, late ? " (do the clocks of the nodes agree?)" : ""));
          }
        }
        case TimedOut, Lost, NoRoom -> {
          int times = passed.merge(attempt.method(), 1, Integer::sum);
          notBefore = pause(attempt, times);
          if (times >= TRIES || attempt.method().signals()) {
            spent.add(attempt.method());
          }
        }
        case TooLarge, Refused, Failed, SignalUnknown -> spent.add(attempt.method());
        case null -> spent.add(attempt.method());
      }
      if (outcome.filter(ROOM::contains).isPresent()) {
        restartMayHelp = false;
        because = new Failure.NothingLeft(CapturedReason.NoRoom, message);
      } else if (attempt.signalledAt() != null && outcome.filter(NO_DUMP::contains).isPresent()) {
        because = new Failure.NothingLeft(CapturedReason.DumpLost, message);
      }
    }
    return new Ladder(spent, restartMayHelp, because, end, notBefore);
  }

  private static @Nullable Instant pause(Attempt attempt, int times) {
    return attempt.finishedAt() == null
        ? null
        : Instant.parse(attempt.finishedAt()).plus(PAUSE.multipliedBy(1L << times));
  }

  /** How long to wait before the next attempt. */
  public Duration untilNext(Instant now) {
    Duration longest = PAUSE.multipliedBy(1L << TRIES);
    Duration left = notBefore == null ? Duration.ZERO : Duration.between(now, notBefore);
    return left.compareTo(longest) <= 0 ? left : Duration.ZERO; // the clock was set back
  }
}
