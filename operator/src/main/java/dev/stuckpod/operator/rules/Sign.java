package dev.stuckpod.operator.rules;

import dev.stuckpod.operator.rules.Rule.Role;
import dev.stuckpod.operator.rules.Rule.Use;
import java.time.Duration;
import java.util.List;

/** A clause about something else than work that is held, what is counted, and gauges that stand. */
public sealed interface Sign {

  /** What is asked for. */
  List<Use> uses();

  /** A counter grows by at least so much a second. */
  record AtLeast(Metric counter, double perSecond) implements Sign {
    @Override
    public List<Use> uses() {
      return List.of(new Use(Role.Counter, counter));
    }
  }

  /** A counter of seconds of CPU grows by at least such a part of the container's limit. */
  record OfLimit(Metric counter, double part) implements Sign {
    @Override
    public List<Use> uses() {
      return List.of(new Use(Role.Counter, counter));
    }
  }

  /** A counter that has counted, and does not any more. */
  record Stopped(Metric counter) implements Sign {
    @Override
    public List<Use> uses() {
      return List.of(new Use(Role.Counter, counter));
    }
  }

  /** A gauge is higher by so much than when the window began, and was never 0 meanwhile. */
  record Grows(Metric gauge, double by) implements Sign {
    @Override
    public List<Use> uses() {
      return List.of(new Use(Role.Queue, gauge));
    }
  }

  /** The newest time that a gauge says, in seconds since 1970, is longer ago. */
  record Older(Metric timestamp, Duration than) implements Sign {
    @Override
    public List<Use> uses() {
      return List.of(new Use(Role.Beat, timestamp));
    }
  }

  /** One gauge was at least this part of another, all the time. */
  record Share(Metric part, Metric whole, double atLeast) implements Sign {
    @Override
    public List<Use> uses() {
      return List.of(new Use(Role.Load, part), new Use(Role.Whole, whole));
    }
  }
}
