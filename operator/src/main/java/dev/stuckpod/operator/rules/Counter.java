package dev.stuckpod.operator.rules;

/** A clause about something that is counted. */
public sealed interface Counter {

  /** Grows by at most so much a second. */
  record AtMost(Metric metric, double perSecond) implements Counter {}

  /** What completes is at most this part of what arrives. */
  record Ratio(Metric out, Metric in, double atMost) implements Counter {}
}
