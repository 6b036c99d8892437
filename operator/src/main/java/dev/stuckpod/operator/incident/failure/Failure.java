package dev.stuckpod.operator.incident.failure;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.protocol.AttemptResult;

/** What can fail, by the port at which it does. Each tells in one sentence what happened. */
public sealed interface Failure {

  /** What it means that a store has not done what it was asked. */
  static Failure of(DumpStoreException e) {
    String said = String.valueOf(e.getMessage());
    return switch (e.reason()) {
      case FULL -> new ShelfFull(said);
      case NOT_KEPT -> new NotKept("The dump could not be kept: " + said);
      case FILE -> new NoRoom("The operator's spool cannot be read: " + said);
      case UNREADABLE -> new Unreadable(said);
      case UNANSWERED -> new Unanswered("The API server fails: " + said);
    };
  }

  /** What happened, and what to do where something can be done. */
  String sentence();

  /** API server: somebody else has written the object since it was read, or deleted it. */
  record Overtaken(String sentence) implements Failure {}

  /** API server: it did not do what it was asked, for a reason that may pass. */
  record Unanswered(String sentence) implements Failure {}

  /** API server: it does not take the object as it is. */
  record Rejected(String sentence) implements Failure {}

  /** Pod: it, or the container that is meant, is not there, or it is unclear which is meant. */
  record TargetGone(CapturedReason reason, String sentence) implements Failure {}

  /** Sidecar: there is none, or none that can be spoken to, and that does not pass. */
  record NoSidecar(CapturedReason reason, String sentence) implements Failure {}

  /** Sidecar: no answer; whether it has got the question cannot be told. */
  record Silent(CapturedReason reason, String sentence) implements Failure {}

  /** Sidecar: it says that it did not take the dump. */
  record Declined(AttemptResult result) implements Failure {
    @Override
    public String sentence() {
      return result.message();
    }
  }

  /** Sidecar: it has never heard of an attempt and would know: nothing was done. */
  record NeverArrived(String sentence) implements Failure {}

  /** Sidecar: it was restarted since, and knows nothing of the attempt; or has no dump of it. */
  record Forgotten(String sentence) implements Failure {}

  /** Sidecar: the connection broke while its dump was fetched. */
  record BrokenOff(String sentence) implements Failure {}

  /** Sidecar: what was fetched is not what it has told. */
  record Damaged(String sentence) implements Failure {}

  /** Log: it cannot be opened or read. */
  record LogUnreadable(String sentence) implements Failure {}

  /**
   * Log: read as far as there is any, without a dump.
   *
   * @param sent whether the signal was sent, as far as is known
   * @param inTime whether its end was reached
   * @param ended whether the container has ended
   */
  record NoDumpInLog(boolean sent, boolean inTime, boolean ended, String sentence)
      implements Failure {}

  /** Store: a dump cannot be kept. */
  record NotKept(String sentence) implements Failure {}

  /** Store: the dump has no room within the bounds of its namespace or the cluster. */
  record ShelfFull(String sentence) implements Failure {}

  /** Store: a kept dump cannot be read back. */
  record Unreadable(String sentence) implements Failure {}

  /** Disk: our own spool has no room or cannot be written. */
  record NoRoom(String sentence) implements Failure {}

  /** Plan: a better method is hindered by something that may pass. */
  record Hindered(String sentence) implements Failure {}

  /** Plan: no method is left that may be used. */
  record NothingLeft(CapturedReason reason, String sentence) implements Failure {}

  /** This process is being ended: whoever comes next goes on. */
  record Ending(String sentence) implements Failure {}

  /** A mistake of ours. */
  record Unforeseen(String sentence) implements Failure {}
}
