package dev.stuckpod.operator.rules;

import java.util.List;

/** A clause about something that is counted. */
public sealed interface Counter {

  /** The metrics that it asks for. */
  List<Metric> metrics();

  /** Grows by at most so much a second. */
  record AtMost(Metric metric, double perSecond) implements Counter {
    @Override
    public List<Metric> metrics() {
      return List.of(metric);
    }
  }

  /** What completes is at most this part of what arrives. */
  record Ratio(Metric out, Metric in, double atMost) implements Counter {
    @Override
    public List<Metric> metrics() {
      return List.of(out, in);
    }
  }
}
