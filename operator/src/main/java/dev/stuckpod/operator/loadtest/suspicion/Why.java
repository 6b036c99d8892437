package dev.stuckpod.operator.loadtest.suspicion;

/** Why there is no suspicion. */
public enum Why {
  /** The container does not run. */
  NotRunning(false),
  /** It has not been ready since it started. */
  NeverReady(false),
  /** The pod is being deleted: that its traffic stops is what is meant to happen. */
  Terminating(false),
  /** Nothing was read of it. */
  NothingRead(false),
  /** It was read too seldom, or not of late. */
  NotCovered(false),
  /** It was read, but not all of it: too much. */
  NotAllWatched(false),
  /** It was not read for long enough. */
  Learning(false),
  /** A counter began anew: another process. */
  CounterReset(false),
  /** Nobody had read it before the load was over: what it has risen to is not known. */
  LoadNotSeen(false),
  /** No load goes on, or not any more. */
  NoLoad(false),
  /** Nothing of it lives, as in a pod without work. */
  NothingLively(false),
  /** Scrapes are answered; a page may be empty, so that says nothing yet. */
  Answered(false),
  /** Scrapes fail, but not often enough yet. */
  NotOftenEnough(false),
  /** All of its node's pods do not answer: look at the node. */
  NodeSuspected(false),

  /** What lives goes on. */
  Moves(true),
  /** Too little of what lived has stopped, or it did not stop together. */
  TooLittle(true),
  /** What stopped has let its work go: nothing comes to it any more. */
  WorkLetGo(true),
  /** All have stopped, nobody knows that the load goes on, and no work is held. */
  LoadMayHaveEnded(true),
  /** Nobody waits for a lock without having run. */
  NobodyWaits(true),
  /** Somebody does, but not for long enough yet. */
  NotLongEnough(true),
  /** Work goes down, or has gone. */
  WorkFalls(true),
  /** What moved under the load has left no work behind that shows. */
  NothingHeld(true);

  private final boolean sees;

  Why(boolean sees) {
    this.sees = sees;
  }

  /** Whether it says that the pod was seen and looked well; else nothing was seen. */
  public boolean sees() {
    return sees;
  }
}
