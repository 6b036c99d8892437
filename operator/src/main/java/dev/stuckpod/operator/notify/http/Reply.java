package dev.stuckpod.operator.notify.http;

import java.time.Duration;

/** What came of sending. What is said of it names the host and nothing that is secret. */
public sealed interface Reply {

  /** It was taken. */
  record Taken() implements Reply {}

  /**
   * It may be taken later.
   *
   * @param why in a sentence
   * @param notBefore how long the address asks to be left alone; zero where it does not
   */
  record Later(String why, Duration notBefore) implements Reply {}

  /**
   * It will never be taken as it is.
   *
   * @param why in a sentence
   */
  record Never(String why) implements Reply {}
}
