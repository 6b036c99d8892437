package dev.stuckpod.operator.opening;

/** What came of a case. */
public sealed interface Outcome {

  /** Its incident was created now. */
  record Opened(String name) implements Outcome {}

  /** Its incident was there already. */
  record Open(String name) implements Outcome {}

  /** A limit forbids it. */
  record Limited(String message) implements Outcome {}

  /** Of its fleet, all stuck at once, enough are sampled. */
  record Sampled() implements Outcome {}

  /** It would be opened, were it seen just now. */
  record Stale() implements Outcome {}

  /** The pod is not what was judged any more. */
  record Changed() implements Outcome {}
}
