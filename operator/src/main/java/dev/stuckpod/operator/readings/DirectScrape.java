package dev.stuckpod.operator.readings;

/** What a scrape by the operator itself came to. */
public enum DirectScrape {
  /** None was made yet. */
  NotAsked,
  /** A connection was made; no complete answer came in time. */
  TimedOut,
  /** An answer came. */
  Answered,
  /** The port refuses connections. */
  Refused,
  /** No connection could be made. */
  Unreachable,
  /** The target's address is not the pod's, so that it may not be asked. */
  NotThePod,
  /** It is about a time that is over: whether one was made, nobody has noted. */
  NotRecorded
}
