package dev.stuckpod.operator.alerts;

/** What came of an alert, of a policy each where several want it. */
public enum Taken {
  /** An incident was opened. */
  Opened(true),
  /** The pod's incident is there already. */
  Open(true),
  /** The same alert, by fingerprint and startsAt, has led to an incident before. */
  Duplicate(true),
  /** A policy in mode Shadow has told of it. */
  Shadow(true),
  /** A limit of the policy keeps it from leading to an incident. */
  Limited(true),
  /** All pods of the workload are suspect at once, and enough of them are sampled. */
  Sampled(true),
  /** As many captures of the policy are under way as may be: Alertmanager is to come again. */
  Later(false),
  /** It is over, which says nothing of the pod. */
  Resolved(true),
  /** Its labels name no pod. */
  NoPodNamed(true),
  /** No policy of the namespace selects the pod and wants this alert, or there is no such pod. */
  NotWanted(true),
  /** The pod or its container does not run, or which container it is, is unclear. */
  NotRunning(true),
  /** The policy watches another container of the pod. */
  OtherContainer(true);

  private final boolean done;

  Taken(boolean done) {
    this.done = done;
  }

  /** Whether it need not be sent again. */
  boolean done() {
    return done;
  }
}
