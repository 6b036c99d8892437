package dev.stuckpod.analysis.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * What kind of problem a finding is; each has its class, and its verdict where it stands first.
 * Several may share a word: those who read it need not know what differs.
 */
public enum Kind {
  DOUBLE_LOCKING("double-locking", FindingClass.RESOURCE, Verdict.Deadlock),
  AB_BA("ab-ba", FindingClass.RESOURCE, Verdict.Deadlock),
  RWR("rwr", FindingClass.RESOURCE, Verdict.Deadlock),
  LOCK_UPGRADE("lock-upgrade", FindingClass.RESOURCE, Verdict.Deadlock),
  CLASS_INIT("class-init", FindingClass.RESOURCE, Verdict.Deadlock),
  CHANNEL_AND_LOCK("channel-and-lock", FindingClass.MIXED, Verdict.Deadlock),
  CHANNEL("channel", FindingClass.COMMUNICATION, Verdict.Deadlock),
  NIL_CHANNEL("nil-channel", FindingClass.COMMUNICATION, Verdict.Deadlock),
  CONDITION_VARIABLE("condition-variable", FindingClass.COMMUNICATION, Verdict.Deadlock),
  WAITGROUP("waitgroup", FindingClass.COMMUNICATION, Verdict.Deadlock),
  /** Nobody is seen to hold the lock, unless the runtime itself says that no one is left to. */
  ORPHAN_LOCK("orphan-lock", FindingClass.RESOURCE, Verdict.Inconclusive, Verdict.Deadlock),
  /** Whoever has locked it is on no stack; a suspicion of that explains nothing yet. */
  UNLOCK_MISSING("unlock-missing", FindingClass.RESOURCE, Verdict.Inconclusive) {
    @Override
    public Verdict verdict(Confidence confidence) {
      return confidence == Confidence.Suspected ? Verdict.Inconclusive : Verdict.Deadlock;
    }
  },
  /** All threads of an executor, or all permits. */
  POOL_EXHAUSTED("pool-exhausted", FindingClass.OTHER, Verdict.Starvation),
  /** All slots that a channel stands for. */
  SLOTS_EXHAUSTED("pool-exhausted", FindingClass.COMMUNICATION, Verdict.Starvation),
  CONNECTION_POOL("connection-pool", FindingClass.OTHER, Verdict.Starvation),
  /** Routines pile up, and what they wait for is not known. */
  LEAK("leak", FindingClass.OTHER, Verdict.Leak),
  /** Routines that wait for a message for ever. */
  COMMUNICATION_LEAK("leak", FindingClass.COMMUNICATION, Verdict.Leak),
  /** Routines that wait for a lock for ever. */
  LOCK_LEAK("leak", FindingClass.RESOURCE, Verdict.Leak),
  /** Very many routines at one line; what they wait for is not known. */
  PILE_UP("pile-up", FindingClass.OTHER, Verdict.Inconclusive),
  CONVOY("convoy", FindingClass.RESOURCE, Verdict.Contention),
  LOCK_ACROSS_IO("lock-across-io", FindingClass.RESOURCE, Verdict.Contention),
  LOG_BLOCKED("log-blocked", FindingClass.RESOURCE, Verdict.Contention),
  FINALIZER_BLOCKED("finalizer-blocked", FindingClass.OTHER, Verdict.Contention),
  BUSY_LOOP("busy-loop", FindingClass.OTHER, Verdict.BusyLoop),
  WAITING_ON_PEER("waiting-on-peer", FindingClass.OTHER, Verdict.WaitingOnPeer),
  /** A word of another version, where an analysis is read back; no rule finds it. */
  UNKNOWN("unknown", FindingClass.OTHER, Verdict.Inconclusive);

  private final String label;
  private final FindingClass category;
  private final Verdict verdict;
  private final Verdict proven;

  Kind(String label, FindingClass category, Verdict verdict) {
    this(label, category, verdict, verdict);
  }

  Kind(String label, FindingClass category, Verdict verdict, Verdict proven) {
    this.label = label;
    this.category = category;
    this.verdict = verdict;
    this.proven = proven;
  }

  /** Gives the one with a word; of those that share it the first. */
  @JsonCreator
  public static Kind of(String label) {
    return Arrays.stream(values()).filter(k -> k.label.equals(label)).findFirst().orElse(UNKNOWN);
  }

  /** Gives the word used in JSON and in the status, e.g. {@code double-locking}. */
  @JsonValue
  public String label() {
    return label;
  }

  /** Gives what the participants wait for. */
  public FindingClass category() {
    return category;
  }

  /** Gives the verdict of a dump in which this comes first. */
  public Verdict verdict(Confidence confidence) {
    return confidence == Confidence.Proven ? proven : verdict;
  }
}
