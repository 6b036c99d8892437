package dev.stuckpod.operator.incident.failure;

import static dev.stuckpod.operator.incident.failure.Situation.Stage.Attempting;
import static dev.stuckpod.operator.incident.failure.Situation.Stage.Choosing;
import static dev.stuckpod.operator.incident.failure.Situation.Stage.Explaining;
import static dev.stuckpod.operator.incident.failure.Situation.Stage.Keeping;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.operator.incident.failure.Decision.AskAgain;
import dev.stuckpod.operator.incident.failure.Decision.Conclude;
import dev.stuckpod.operator.incident.failure.Decision.ExplainTheRest;
import dev.stuckpod.operator.incident.failure.Decision.ExplainUnkept;
import dev.stuckpod.operator.incident.failure.Decision.GiveUp;
import dev.stuckpod.operator.incident.failure.Decision.LeaveUnexplained;
import dev.stuckpod.operator.incident.failure.Decision.WriteLess;
import dev.stuckpod.protocol.AttemptResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from a failure: the same again, the next method, or the end, which always
 * comes, by age. Pure; the one place for every kind of failure of every port.
 *
 * <p>What may pass is asked again. What was done to a process is never done again unless it is
 * known that it was not, or that it does no harm. A trouble of ours never leads to a method that
 * does more harm.
 */
public final class Failures {

  /** A sidecar that does not answer at first: it starts, or a network policy is in the way. */
  static final Duration FIRST_ANSWER = Duration.ofSeconds(40);

  /** A sidecar that was asked for a dump: it may be restarted meanwhile. */
  public static final Duration LATER_ANSWER = Duration.ofSeconds(90);

  /** What hinders a better method, before the next one is used. */
  static final Duration HINDERED = Duration.ofMinutes(1);

  /** Everything else that is done before anything was done to the app. */
  static final Duration BEFORE = Duration.ofMinutes(5);

  /** Whatever keeps a dump from being brought in, kept or read back. */
  static final Duration AFTER = Duration.ofMinutes(10);

  /** A mistake of ours will be made again. */
  static final Duration MISTAKE = Duration.ofMinutes(1);

  /** So often it is tried again, however old the incident is: the operator may have been away. */
  static final int LEAST_TRIES = 3;

  /** Ends it where clocks are wrong. */
  static final int MOST_TRIES = 60;

  /** What a status with its explanation may take after so many rejections. */
  private static final List<Integer> BYTES = List.of(96 << 10, 32 << 10, 8 << 10, 2 << 10);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private Failures() {}

  /** Decides. */
  public static Decision decide(Failure failure, Situation at) {
    return switch (failure) {
      case Failure.Overtaken _, Failure.Ending _ -> new AskAgain(AT_ONCE);
      case Failure.Unanswered(var why) ->
          again(at, at.stage() == Choosing ? BEFORE : AFTER, end(at, CapturedReason.Failed, why));
      case Failure.Unforeseen(var why) ->
          again(at, MISTAKE, end(at, CapturedReason.Failed, "A mistake in Stuckpod: " + why));
      case Failure.Rejected(var why) -> rejected(at, why);
      case Failure.TargetGone(var reason, var why) ->
          at.signals() ? signalLost(at, why) : giveUp(at, reason, why, AttemptOutcome.Lost);
      case Failure.NoSidecar(var reason, var why) -> withoutSidecar(at, reason, why);
      case Failure.Silent(var reason, var why) ->
          again(
              at,
              at.stage() == Choosing ? FIRST_ANSWER : LATER_ANSWER,
              withoutSidecar(at, reason, why));
      case Failure.Declined(var result) -> declined(result);
      case Failure.NeverArrived(var why) -> new Conclude(AttemptOutcome.NotSent, why);
      case Failure.Forgotten(var why) ->
          at.signals() ? signalLost(at, why) : new Conclude(AttemptOutcome.Lost, why);
      case Failure.BrokenOff(var why) ->
          again(at, BEFORE, giveUp(at, CapturedReason.NotFetched, why, AttemptOutcome.Lost));
      case Failure.Damaged(var why) ->
          again(at, Duration.ZERO, giveUp(at, CapturedReason.NotFetched, why, AttemptOutcome.Lost));
      case Failure.LogUnreadable(var why) ->
          at.stage() == Choosing
              ? again(at, BEFORE, giveUp(at, CapturedReason.LogUnreadable, why, null))
              : again(at, AFTER, signalLost(at, why));
      case Failure.NoDumpInLog(var sent, var inTime, var ended, var why) -> {
        AttemptOutcome outcome = inTime ? AttemptOutcome.Failed : AttemptOutcome.TimedOut;
        if (!sent) {
          yield signalLost(at, why);
        }
        // an app that lives on may give its dump in another way
        yield ended
            ? new GiveUp(CapturedReason.DumpLost, why, outcome)
            : new Conclude(outcome, why);
      }
      case Failure.NotKept(var why) -> again(at, AFTER, new ExplainUnkept(why));
      case Failure.ShelfFull(var why) -> new ExplainUnkept(why);
      case Failure.Unreadable(var why) -> again(at, Duration.ofMinutes(2), new ExplainTheRest(why));
      case Failure.NoRoom(var why) -> noRoom(at, why);
      case Failure.Hindered _ -> again(at, HINDERED, new Decision.PassOver());
      case Failure.NothingLeft(var reason, var why) -> {
        Decision end = giveUp(at, reason, why, null);
        // a container that is being started again
        yield reason == CapturedReason.ProcessGone ? again(at, FIRST_ANSWER, end) : end;
      }
    };
  }

  /** The same again until it is overdue, with longer and longer pauses. */
  private static Decision again(Situation at, Duration bound, Decision atLast) {
    boolean overdue =
        at.tries() >= LEAST_TRIES && at.age().compareTo(bound) >= 0 || at.tries() >= MOST_TRIES;
    return overdue ? atLast : new AskAgain(pause(at.tries()));
  }

  /** How long to wait after so many failures in a row. */
  public static Duration pause(int tries) {
    Duration doubled = AT_ONCE.multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /** The end that fits the stage. */
  private static Decision end(Situation at, CapturedReason reason, String why) {
    return switch (at.stage()) {
      case Choosing -> giveUp(at, reason, why, null);
      case Attempting ->
          at.signals() ? signalLost(at, why) : giveUp(at, reason, why, AttemptOutcome.Lost);
      case Keeping -> new ExplainUnkept(why);
      case Explaining -> new LeaveUnexplained(why);
    };
  }

  private static Decision giveUp(
      Situation at, CapturedReason reason, String why, @Nullable AttemptOutcome outcome) {
    return new GiveUp(reason, why, at.method() == null ? null : outcome);
  }

  /** A signal is sent once, or not at all. */
  private static Decision signalLost(Situation at, String why) {
    return at.sent()
        ? new GiveUp(CapturedReason.DumpLost, why, AttemptOutcome.Failed)
        : new GiveUp(
            CapturedReason.SignalUnknown,
            why + ": whether SIGQUIT was sent cannot be told, and it is never sent again",
            AttemptOutcome.SignalUnknown);
  }

  /** Where an attempt is under way the plan looks again, at what there is then. */
  private static Decision withoutSidecar(Situation at, CapturedReason reason, String why) {
    if (at.stage() == Attempting) {
      return at.signals() ? signalLost(at, why) : new Conclude(AttemptOutcome.Lost, why);
    }
    return giveUp(at, reason, why, null);
  }

  private static Decision rejected(Situation at, String why) {
    if (at.stage() != Explaining) {
      return again(at, Duration.ZERO, end(at, CapturedReason.Failed, why));
    }
    return at.tries() <= BYTES.size()
        ? new WriteLess(BYTES.get(at.tries() - 1))
        : new LeaveUnexplained(why);
  }

  private static Decision noRoom(Situation at, String why) {
    if (at.stage() == Choosing) {
      return again(at, BEFORE, giveUp(at, CapturedReason.NoRoom, why, null));
    }
    return again(
        at,
        AFTER,
        at.signals()
            ? signalLost(at, why)
            : giveUp(at, CapturedReason.NoRoom, why, AttemptOutcome.NoRoom));
  }

  private static Decision declined(AttemptResult result) {
    AttemptOutcome outcome = outcome(result);
    return new Conclude(outcome, result.message().isBlank() ? outcome.text() : result.message());
  }

  /** How an attempt ended that the sidecar did not do. */
  private static AttemptOutcome outcome(AttemptResult result) {
    return switch (result.reason()) {
      case Expired, ProcessChanged, ProcessGone -> AttemptOutcome.Late;
      case TimedOut -> AttemptOutcome.TimedOut;
      case TooLarge -> AttemptOutcome.TooLarge;
      case SpoolUnusable -> AttemptOutcome.NoRoom;
      case Failed -> isOfItsDisk(result.message()) ? AttemptOutcome.NoRoom : AttemptOutcome.Failed;
      default ->
          result.state() == AttemptResult.State.Refused
              ? AttemptOutcome.Refused
              : AttemptOutcome.Failed;
    };
  }

  /** Sidecars from before there was a reason for it told the path of the file, or the errno. */
  private static boolean isOfItsDisk(String message) {
    return message.contains("/spool")
        || message.contains("No space left")
        || message.contains("Disk quota")
        || message.contains("Read-only file system");
  }
}
