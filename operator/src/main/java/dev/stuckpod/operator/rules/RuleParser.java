package dev.stuckpod.operator.rules;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.NoProgress;
import dev.stuckpod.crds.v1alpha1.NoProgress.CounterClause;
import dev.stuckpod.crds.v1alpha1.NoProgress.MetricSelector;
import dev.stuckpod.crds.v1alpha1.StuckWhen;
import dev.stuckpod.crds.v1alpha1.StuckWhen.StuckRule;
import dev.stuckpod.operator.rules.Rule.Clauses;
import dev.stuckpod.operator.rules.Rule.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes rules of what a user has written: clauses, and the numbers that he has left out. */
final class RuleParser {

  private static final String CPU = "process_cpu_seconds_total";
  private static final double MOST_THREADS = 0.8;

  /** Between four glances there are three pauses. */
  private static final int LEAST_GLANCES = 3;

  private final String name;

  private RuleParser(String name) {
    this.name = name;
  }

  /** Gives the rules that must hold together. */
  static List<Rule> parse(StuckRule rule) {
    var parser = new RuleParser(rule.name());
    return rule.all() == null
        ? List.of(parser.parse(part(rule)))
        : rule.all().stream().map(parser::parse).toList();
  }

  private static StuckWhen.StuckPart part(StuckRule rule) {
    return new StuckWhen.StuckPart(
        rule.noProgress(),
        rule.scrapeHang(),
        rule.promql(),
        rule.heartbeat(),
        rule.queueGrows(),
        rule.busyNoProgress(),
        rule.threads(),
        rule.residue(),
        rule.lockWait());
  }

  private Rule parse(StuckWhen.StuckPart rule) {
    if (rule.noProgress() != null) {
      return noProgress(rule.noProgress());
    }
    if (rule.scrapeHang() != null) {
      Integer consecutive = rule.scrapeHang().consecutive();
      return new Rule.ScrapeHang(name, consecutive == null ? 3 : consecutive);
    }
    if (rule.promql() != null) {
      return new Rule.OwnQuery(name, rule.promql().query(), rule.promql().presence());
    }
    if (rule.heartbeat() != null) {
      return heartbeat(rule.heartbeat());
    }
    if (rule.queueGrows() != null) {
      return queueGrows(rule.queueGrows());
    }
    if (rule.busyNoProgress() != null) {
      return busy(rule.busyNoProgress());
    }
    if (rule.threads() != null) {
      return threads(rule.threads());
    }
    if (rule.residue() != null) {
      return residue(rule.residue());
    }
    if (rule.lockWait() != null) {
      return lockWait(rule.lockWait());
    }
    throw new IllegalArgumentException(
        "Rule "
            + name
            + " is empty: give it noProgress, scrapeHang, promql, heartbeat, queueGrows,"
            + " busyNoProgress, threads, residue, lockWait or all.");
  }

  private Clauses noProgress(NoProgress asked) {
    return new Clauses(
        name,
        window(asked.window(), "1m"),
        list(asked.load()).stream()
            .map(c -> new Load(Metric.of(c.metric(), c.match()), or(c.above(), 0)))
            .toList(),
        counters(asked.counters()),
        list(asked.frozen()).stream().map(RuleParser::metric).toList());
  }

  private Clauses heartbeat(StuckWhen.Heartbeat asked) {
    Duration than = Durations.parse(asked.olderThan());
    MetricSelector timestamp = asked.timestamp();
    Sign sign =
        timestamp != null
            ? new Sign.Older(metric(timestamp), than)
            : new Sign.Stopped(metric(Objects.requireNonNull(asked.counter())));
    return clauses(Kind.Heartbeat, than, List.of(), List.of(), List.of(sign));
  }

  private Clauses queueGrows(StuckWhen.QueueGrows asked) {
    Duration window = window(asked.window(), "2m");
    Metric out = metric(asked.out());
    MetricSelector queue = asked.queue();
    return queue == null
        ? clauses(
            Kind.QueueGrows,
            window,
            List.of(),
            List.of(new Counter.Ratio(out, metric(Objects.requireNonNull(asked.in())), 0)),
            List.of())
        : clauses(
            Kind.QueueGrows,
            window,
            List.of(),
            List.of(new Counter.AtMost(out, or(asked.atMost(), 0))),
            List.of(new Sign.Grows(metric(queue), or(asked.by(), 1))));
  }

  private Clauses busy(StuckWhen.BusyNoProgress asked) {
    Metric cpu = asked.cpu() == null ? Metric.of(CPU, null) : metric(asked.cpu());
    Double cores = asked.cores();
    Double ofLimit = asked.ofLimit();
    if (cores == null && ofLimit == null) {
      throw new IllegalArgumentException(
          "Rule " + name + ": busyNoProgress needs cores or ofLimit.");
    }
    return clauses(
        Kind.BusyNoProgress,
        window(asked.window(), "2m"),
        List.of(),
        counters(asked.counters()),
        List.of(
            cores == null
                ? new Sign.OfLimit(cpu, Objects.requireNonNull(ofLimit))
                : new Sign.AtLeast(cpu, cores)));
  }

  private Clauses threads(StuckWhen.Threads asked) {
    Duration window = window(asked.window(), "1m");
    if (asked.deadlocked() != null) {
      var load = new Load(metric(asked.deadlocked()), 0);
      return clauses(Kind.Threads, window, List.of(load), List.of(), List.of());
    }
    if (asked.blocked() != null) {
      var blocked = asked.blocked();
      Sign share =
          new Sign.Share(
              metric(blocked.threads()), metric(blocked.of()), or(blocked.atLeast(), MOST_THREADS));
      return clauses(Kind.Threads, window, List.of(), List.of(), List.of(share));
    }
    var climbing = Objects.requireNonNull(asked.climbing());
    return clauses(
        Kind.Threads,
        window,
        List.of(),
        List.of(new Counter.AtMost(metric(climbing.out()), or(climbing.atMost(), 0))),
        List.of(new Sign.Grows(metric(climbing.threads()), climbing.by())));
  }

  private Clauses residue(StuckWhen.Residue asked) {
    Metric held = metric(asked.held());
    return new Clauses(
        name,
        Kind.Residue,
        window(asked.window(), "5m"),
        List.of(new Load(held, or(asked.above(), 0))),
        List.of(),
        List.of(new Sign.Stopped(metric(asked.in()))),
        List.of(held));
  }

  private Rule.LockWait lockWait(StuckWhen.LockWait asked) {
    Duration longerThan = window(asked.longerThan(), "30s");
    Duration every = window(asked.every(), "10s");
    if (longerThan.compareTo(every.multipliedBy(LEAST_GLANCES)) < 0) {
      throw new IllegalArgumentException(
          "Rule %s: longerThan is %s, and must be three times every (%s) at least: whoever is not seen to run in fewer glances may have run all the same."
              .formatted(name, Durations.format(longerThan), Durations.format(every)));
    }
    return new Rule.LockWait(
        name, longerThan, Objects.requireNonNullElse(asked.atLeast(), 1), every);
  }

  private Clauses clauses(
      Kind kind, Duration window, List<Load> load, List<Counter> counters, List<Sign> signs) {
    return new Clauses(name, kind, window, load, counters, signs, List.of());
  }

  private static Duration window(@Nullable String asked, String otherwise) {
    return Durations.parse(Objects.requireNonNullElse(asked, otherwise));
  }

  private static List<Counter> counters(@Nullable List<CounterClause> asked) {
    return list(asked).stream().map(RuleParser::counter).toList();
  }

  private static Counter counter(CounterClause clause) {
    if (clause.out() != null && clause.in() != null) {
      return new Counter.Ratio(
          metric(clause.out()), metric(clause.in()), or(clause.atMostRatio(), 0));
    }
    if (clause.metric() == null) {
      throw new IllegalArgumentException("A counter needs metric, or out and in.");
    }
    return new Counter.AtMost(Metric.of(clause.metric(), clause.match()), or(clause.atMost(), 0));
  }

  private static Metric metric(MetricSelector selector) {
    return Metric.of(selector.metric(), selector.match());
  }

  private static double or(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
