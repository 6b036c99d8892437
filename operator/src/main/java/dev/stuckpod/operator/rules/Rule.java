package dev.stuckpod.operator.rules;

import dev.stuckpod.crds.grammar.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One question, and by what its answer means stuck. */
public sealed interface Rule {

  /** Shown in readings, Events and metrics. */
  String name();

  /** How far back the rule looks: a container younger than this cannot be judged. */
  Duration window();

  /** Whether a source of metrics is asked. */
  default boolean needsMetrics() {
    return !(this instanceof LockWait);
  }

  /**
   * All of some clauses hold of a pod's metrics.
   *
   * @param kind what that is called
   */
  record Clauses(
      String name,
      Kind kind,
      Duration window,
      List<Load> load,
      List<Counter> counters,
      List<Sign> signs,
      List<Metric> frozen)
      implements Rule {

    /** Work is held and nothing completes. */
    public Clauses(
        String name,
        Duration window,
        List<Load> load,
        List<Counter> counters,
        List<Metric> frozen) {
      this(name, Kind.NoProgress, window, load, counters, List.of(), frozen);
    }

    /** Whether a pod is judged by what its container may use. */
    public boolean needsLimit() {
      return signs.stream().anyMatch(Sign.OfLimit.class::isInstance);
    }

    /** Every metric that the rule asks for, in the order of its clauses. */
    public List<Use> uses() {
      var uses = new ArrayList<Use>();
      load.forEach(clause -> uses.add(new Use(Role.Load, clause.metric())));
      for (Counter counter : counters) {
        counter.metrics().forEach(metric -> uses.add(new Use(Role.Counter, metric)));
      }
      signs.forEach(sign -> uses.addAll(sign.uses()));
      frozen.forEach(metric -> uses.add(new Use(Role.Frozen, metric)));
      return uses.stream().distinct().toList();
    }
  }

  /** What it is called when the clauses of a rule hold. */
  enum Kind {
    /** Work is held and nothing completes. */
    NoProgress,
    /** No sign of life for too long. */
    Heartbeat,
    /** A queue grows, and nothing is taken out. */
    QueueGrows,
    /** The CPU is used, and nothing is done. */
    BusyNoProgress,
    /** Threads are deadlocked, blocked or more and more. */
    Threads,
    /** Work is still held though its load has ended. */
    Residue
  }

  /** The pod accepts connections and no longer answers scrapes. */
  record ScrapeHang(String name, int consecutive) implements Rule {

    /** Scrape intervals differ: this is the least that is sensible for the common ones. */
    @Override
    public Duration window() {
      return Duration.ofMinutes(1);
    }
  }

  /**
   * Somebody waits for a lock and does not run, as the sidecar's glances tell: no metric is asked.
   *
   * @param longerThan for so long none of them has run
   * @param atLeast so many goroutines
   * @param every how long after a glance the next one is made
   */
  record LockWait(String name, Duration longerThan, int atLeast, Duration every) implements Rule {

    @Override
    public Duration window() {
      return longerThan;
    }
  }

  /** A query of the user's own: a series means stuck. */
  record OwnQuery(String name, String query, String presence) implements Rule {

    private static final Pattern RANGE = Pattern.compile("\\[\\s*([0-9a-z]+)");

    /** The longest range that the query names: before that, samples of another container count. */
    @Override
    public Duration window() {
      Duration longest = Duration.ofMinutes(1);
      for (Matcher range = RANGE.matcher(query); range.find(); ) {
        if (range.group(1).matches(Durations.PATTERN)) {
          Duration named = Durations.parse(range.group(1));
          longest = named.compareTo(longest) > 0 ? named : longest;
        }
      }
      return longest;
    }
  }

  /** What a metric is used for. */
  enum Role {
    Load,
    Counter,
    Queue,
    Beat,
    Whole,
    Frozen
  }

  /** One metric in one role. */
  record Use(Role role, Metric metric) {}
}
