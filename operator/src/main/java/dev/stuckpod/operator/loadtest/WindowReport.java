package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.reasons.CompletedReason;
import dev.stuckpod.crds.reasons.OpenReason;
import dev.stuckpod.crds.reasons.SucceededReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.LoadState;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowPods;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.conditions.Sentence;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.loadtest.suspicion.Load;
import dev.stuckpod.operator.loadtest.window.Ending;
import dev.stuckpod.operator.loadtest.window.Life;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.Recorded;
import dev.stuckpod.operator.loadtest.window.Result;
import dev.stuckpod.operator.loadtest.window.Stage;
import dev.stuckpod.operator.opening.Slots;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what a window has seen into its status. Pure; the same twice gives equal ones. */
final class WindowReport {

  private static final int MOST_INCIDENTS = 50;
  private static final int MOST_PODS = 200;
  private static final int LONGEST_SENTENCE = 1024;

  private final Conditions conditions;

  WindowReport(Conditions conditions) {
    this.conditions = conditions;
  }

  /**
   * The status after a turn.
   *
   * @param before what was kept of readings stands there
   * @param next where the window is
   * @param accounts of all its pods
   * @param gap why there is more than its pods tell; null where there is nothing
   */
  LoadTestWindowStatus of(
      LoadTestWindowStatus before,
      long generation,
      Life.Next next,
      List<Account> accounts,
      List<Note> notes,
      Slots slots,
      @Nullable Gap gap,
      Instant now) {
    List<WindowIncident> incidents =
        accounts.stream().flatMap(account -> account.incident().stream()).toList();
    String cause =
        incidents.isEmpty() ? "" : Objects.requireNonNullElse(incidents.getFirst().cause(), "");
    Ending ending = Objects.requireNonNullElse(next.recorded().ending(), Ending.LoadEnded);
    Result result = Result.of(accounts.stream().map(Account::sum).toList(), ending, cause, now);
    Verdict verdict = verdict(next.stage(), result, gap, accounts, now);
    boolean decided = verdict.truth() != Truth.Unknown || next.stage() instanceof Stage.Completed;
    Recorded recorded = next.recorded();
    List<Condition> all = before.conditions() == null ? List.of() : before.conditions();
    LoadState load = load(next);
    all = open(all, next.stage(), load, ending, generation);
    all = completed(all, next.stage(), now, generation);
    all =
        conditions.set(
            all, "Succeeded", verdict.truth(), verdict.reason(), verdict.sentence(), generation);
    return new LoadTestWindowStatus(
        all,
        time(recorded.startedAt()),
        time(recorded.loadEndedAt()),
        time(recorded.endedAt()),
        load,
        decided ? verdict.result() : null,
        decided ? Sentence.of(verdict.sentence(), LONGEST_SENTENCE) : null,
        cause.isEmpty() ? null : cause,
        new WindowPods(
            result.counts().watched(),
            result.counts().stuck(),
            result.counts().recovered(),
            result.counts().restarted(),
            result.counts().unknown()),
        accounts.stream().map(Account::pod).limit(MOST_PODS).toList(),
        incidents.stream().limit(MOST_INCIDENTS).toList(),
        notes.stream().map(WindowReport::note).toList(),
        before.readings(),
        slots.all(),
        generation);
  }

  /**
   * Something beside its pods for which a window cannot be green.
   *
   * @param sentence that says so
   */
  record Gap(SucceededReason reason, String sentence) {}

  private record Verdict(
      Truth truth, SucceededReason reason, LoadTestWindowStatus.Result result, String sentence) {}

  private static Verdict verdict(
      Stage stage, Result result, @Nullable Gap gap, List<Account> accounts, Instant now) {
    if (result.why() == Result.Why.Stuck) {
      return new Verdict(
          Truth.False, SucceededReason.Stuck, LoadTestWindowStatus.Result.Stuck, result.sentence());
    }
    if (!(stage instanceof Stage.Completed)) {
      return new Verdict(
          Truth.Unknown,
          SucceededReason.Undecided,
          LoadTestWindowStatus.Result.Unknown,
          SucceededReason.Undecided.text());
    }
    if (result.why() == Result.Why.NothingStuck && gap == null) {
      return new Verdict(
          Truth.True,
          SucceededReason.NothingStuck,
          LoadTestWindowStatus.Result.Succeeded,
          result.sentence());
    }
    return gap != null && saysMore(gap, result.why())
        ? unknown(gap.reason(), gap.sentence())
        : unknown(reason(result.why(), accounts, now), result.sentence());
  }

  /** Whether a gap says better than what became of the pods why nothing can be told. */
  private static boolean saysMore(Gap gap, Result.Why why) {
    return switch (why) {
      case NothingStuck, NoPods -> true;
      case DeadlinePassed ->
          gap.reason() == SucceededReason.LoadNotFound
              || gap.reason() == SucceededReason.LoadNotBegun;
      case Stuck, LoadNeverRan, NotSeen -> false;
    };
  }

  private static Verdict unknown(SucceededReason reason, String sentence) {
    return new Verdict(Truth.Unknown, reason, LoadTestWindowStatus.Result.Unknown, sentence);
  }

  private static SucceededReason reason(Result.Why why, List<Account> accounts, Instant now) {
    return switch (why) {
      case NothingStuck -> SucceededReason.NothingStuck;
      case Stuck -> SucceededReason.Stuck;
      case NoPods -> SucceededReason.NoPods;
      case DeadlinePassed -> SucceededReason.DeadlinePassed;
      case LoadNeverRan -> SucceededReason.LoadNotBegun;
      case NotSeen ->
          accounts.stream().anyMatch(Account::isUnproven)
              ? SucceededReason.NobodyLooked
              : accounts.stream().anyMatch(Account::isWithoutSidecar)
                  ? SucceededReason.NoSidecar
                  : accounts.stream().anyMatch(account -> account.isUnwatched(now))
                      ? SucceededReason.NotWatched
                      : SucceededReason.NoReading;
    };
  }

  private List<Condition> open(
      List<Condition> all, Stage stage, LoadState load, Ending ending, long generation) {
    OpenReason reason =
        switch (stage) {
          case Stage.Open _ ->
              load == LoadState.Waiting ? OpenReason.WaitingForLoad : OpenReason.Open;
          case Stage.Settling _ -> WindowRecord.open(ending);
          case Stage.Completed _ -> OpenReason.Closed;
        };
    Truth truth = stage instanceof Stage.Completed ? Truth.False : Truth.True;
    return conditions.set(all, WindowRecord.OPEN, truth, reason, reason.text(), generation);
  }

  private List<Condition> completed(
      List<Condition> all, Stage stage, Instant now, long generation) {
    CompletedReason reason =
        switch (stage) {
          case Stage.Open _ -> CompletedReason.LoadRunning;
          case Stage.Settling(var _, Instant until) ->
              now.isBefore(until) ? CompletedReason.Settling : CompletedReason.Looking;
          case Stage.Completed done ->
              done.ending() == Ending.DeadlinePassed
                  ? CompletedReason.DeadlinePassed
                  : CompletedReason.Settled;
        };
    Truth truth = stage instanceof Stage.Completed ? Truth.True : Truth.False;
    return conditions.set(all, WindowRecord.COMPLETED, truth, reason, reason.text(), generation);
  }

  /** A load that has run and pauses has begun: it is known by this that it was seen. */
  private static LoadState load(Life.Next next) {
    return switch (next.stage()) {
      case Stage.Open(Load load) ->
          load == Load.Calm && !next.recorded().loadSeen() ? LoadState.Waiting : LoadState.Running;
      case Stage.Settling _ -> LoadState.Settling;
      case Stage.Completed done ->
          done.ending() == Ending.DeadlinePassed ? LoadState.Unknown : LoadState.Ended;
    };
  }

  private static WindowNote note(Note note) {
    return new WindowNote(
        note.pod().isEmpty() ? null : note.pod(),
        note.reason().name(),
        note.message(),
        time(note.at()));
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
