package dev.stuckpod.operator.scrape;

/** What came of asking a pod for its page of metrics. */
public sealed interface Scrape {

  /** A page came, whole, and was taken. */
  record Taken(int samples) implements Scrape {}

  /**
   * It connected, and then the page did not come in time: the process accepts, or its kernel does
   * for it, and answers nothing.
   */
  record Hung() implements Scrape {}

  /** Something answered that is no page of metrics. */
  record NoPage(String why) implements Scrape {}

  /** Nobody listens there, or it cannot be reached: that says nothing of whether it is stuck. */
  record Absent(String why) implements Scrape {}
}
