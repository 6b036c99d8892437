package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Unread;
import dev.stuckpod.operator.readings.PodReadings.Unread.Why;
import dev.stuckpod.operator.room.Room;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one container: when it was scraped, and what the metrics were that rules
 * name, for as long as the longest of them looks back. Another container begins anew. Any thread
 * may ask.
 */
final class ScrapedPod {

  /** Six hours at a scrape every 15 seconds. */
  static final int MOST_SCRAPES = 1_450;

  /** More metrics of one pod are not remembered. */
  static final int MOST_METRICS = 64;

  /** One before the window, one for a clock that is not exact, and one that is being made. */
  private static final int BEYOND = 3;

  private static final int LEAST_SCRAPES = 8;

  private final Room room;
  private final Duration interval;
  private final Map<Metric, MetricRing> rings = new HashMap<>();
  private final Map<Metric, Instant> askedAt = new HashMap<>();
  private Timeline times = new Timeline(LEAST_SCRAPES);
  private @Nullable Identity identity;
  private @Nullable String instance;
  private @Nullable String unscraped;
  private double took;
  private Instant lastAsked = Instant.MIN;

  /** Since when it could have been scraped. */
  private Instant begun = Instant.MAX;

  /**
   * Remembers nothing yet.
   *
   * @param room of its namespace
   * @param interval between two scrapes
   */
  ScrapedPod(Room room, Duration interval) {
    this.room = room;
    this.interval = interval;
  }

  /** Begins anew where the container is another one; whether it is. */
  synchronized boolean isOf(Identity other) {
    if (other.equals(identity)) {
      return false;
    }
    identity = other;
    forget();
    return true;
  }

  private void forget() {
    rings.values().forEach(MetricRing::clear);
    times = new Timeline(times.capacity());
    instance = null;
    unscraped = null;
    begun = Instant.MAX;
  }

  /** Takes note of what a rule asks for: from now on it is remembered. */
  synchronized void want(Rule rule, Instant now) {
    lastAsked = now;
    begun = begun.equals(Instant.MAX) ? now : begun;
    if (!(rule instanceof Rule.Clauses clauses)) {
      return;
    }
    int needed = scrapes(rule.window());
    if (needed > MOST_SCRAPES) {
      return;
    }
    for (Rule.Use use : clauses.uses()) {
      if (rings.containsKey(use.metric()) || rings.size() < MOST_METRICS) {
        rings.computeIfAbsent(use.metric(), _ -> new MetricRing(room));
        askedAt.put(use.metric(), now);
      }
    }
    if (needed > times.capacity()) {
      Timeline wider = times.resized(needed);
      rings.values().forEach(ring -> ring.resize(times, wider));
      times = wider;
    }
  }

  private int scrapes(Duration window) {
    return Math.toIntExact(Math.ceilDiv(window.toMillis(), interval.toMillis())) + BEYOND;
  }

  /** The metrics that are remembered. */
  synchronized Set<Metric> metrics() {
    return Set.copyOf(rings.keySet());
  }

  /** Forgets what nobody has asked for since; whether nothing is left. */
  synchronized boolean tidy(Instant since) {
    Set<Metric> old =
        askedAt.entrySet().stream()
            .filter(one -> one.getValue().isBefore(since))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    for (Metric metric : old) {
      askedAt.remove(metric);
      MetricRing ring = rings.remove(metric);
      if (ring != null) {
        ring.clear();
      }
    }
    if (lastAsked.isBefore(since)) {
      forget();
      return true;
    }
    return false;
  }

  /**
   * A scrape has come to an end.
   *
   * @param whose it was; what is another container's by now is not taken
   * @param at when it was due
   * @param where ip:port
   * @param page what it brought; null where it failed
   */
  synchronized void scraped(
      Identity whose, Instant at, String where, @Nullable Collected page, Duration lasted) {
    if (!whose.equals(identity)) {
      return;
    }
    long millis = at.toEpochMilli();
    if (times.last() >= 0 && millis <= times.at(times.last())) {
      forget(); // the clock was set back: what was before cannot be told from what comes
    }
    instance = where;
    unscraped = null;
    took = lasted.toMillis() / 1000.0;
    int scrape = times.add(millis, page != null);
    Collected taken = page == null ? new Collected(Map.of()) : page;
    rings.forEach((metric, ring) -> ring.put(times, scrape, taken.of(metric)));
  }

  /** It cannot be scraped now, and why. */
  synchronized void unscraped(String why) {
    unscraped = why;
  }

  /** When it was last scraped; empty where it was not yet. */
  synchronized @Nullable Instant lastScrape() {
    return times.last() < 0 ? null : Instant.ofEpochMilli(times.at(times.last()));
  }

  /**
   * What there is to judge by.
   *
   * @param startedAt of the container that is judged
   */
  synchronized PodReadings readings(Rule rule, Instant startedAt, Instant now) {
    String every = Durations.format(interval);
    String why = unscraped;
    if (why != null) {
      return new Unread(Why.NotScraped, why);
    }
    if (identity == null
        || !identity.startedAt().equals(startedAt)
        || instance == null
        || times.last() < 0) {
      return isOld(begun, now)
          ? late("The pod was not scraped for %s".formatted(age(begun, now)))
          : new Unread(
              Why.NotYet,
              "The operator begins to scrape the pod, which it does every %s.".formatted(every));
    }
    Instant last = Instant.ofEpochMilli(times.at(times.last()));
    if (isOld(last, now)) {
      return late("The pod was last scraped %s ago".formatted(age(last, now)));
    }
    return switch (rule) {
      case Rule.Clauses clauses -> work(clauses, now);
      case Rule.ScrapeHang _ -> scrapes(instance);
      case Rule.OwnQuery _ -> new Unread(Why.NotScraped, "The operator answers no PromQL.");
      case Rule.LockWait _ -> new Unread(Why.NotScraped, "No metric tells who waits for locks.");
    };
  }

  private boolean isOld(Instant then, Instant now) {
    return then.isBefore(now.minus(interval.multipliedBy(2)));
  }

  private static String age(Instant then, Instant now) {
    return Durations.format(Duration.ofSeconds(Duration.between(then, now).toSeconds()));
  }

  private Unread late(String how) {
    return new Unread(
        Why.Late,
        "%s, though it is to be every %s: the operator does not keep up. Give the MetricsSource a longer scrape.interval, or the policy a Prometheus."
            .formatted(how, Durations.format(interval)));
  }

  private PodReadings scrapes(String where) {
    Map<Fact, Double> facts = new EnumMap<>(Fact.class);
    if (times.last() >= 0) {
      facts.put(Fact.Up, times.answered(times.last()) ? 1.0 : 0.0);
    }
    facts.put(Fact.Interval, interval.toMillis() / 1000.0);
    facts.put(Fact.Duration, took);
    return new PodReadings.Scrapes(
        List.of(new PodReadings.ScrapeTarget("", where, new Facts(facts), times.failedInARow())));
  }

  private PodReadings work(Rule.Clauses rule, Instant now) {
    String window = Durations.format(rule.window());
    String every = Durations.format(interval);
    if (scrapes(rule.window()) > MOST_SCRAPES) {
      return new Unread(
          Why.NotScraped,
          "Rule %s looks back %s, which are more scrapes than are remembered where there is one every %s: give the MetricsSource a longer scrape.interval."
              .formatted(rule.name(), window, every));
    }
    var facts = new WindowFacts(times, rule.window(), now);
    Map<Metric, Set<Rule.Role>> roles = new HashMap<>();
    rule.uses()
        .forEach(
            use ->
                roles
                    .computeIfAbsent(use.metric(), _ -> EnumSet.noneOf(Rule.Role.class))
                    .add(use.role()));
    Map<Metric, Facts> metrics = new HashMap<>();
    for (Map.Entry<Metric, Set<Rule.Role>> one : roles.entrySet()) {
      MetricRing ring = rings.get(one.getKey());
      if (ring == null || ring.incomplete()) {
        return new Unread(
            Why.NotScraped,
            "%s has more series than the operator remembers of a pod or of the namespace: narrow it with match, or use fewer metrics."
                .formatted(one.getKey()));
      }
      if (times.last() >= 0 && times.answered(times.last()) && facts.isFilling(ring)) {
        return new Unread(
            Why.NotYet,
            "The operator scrapes %s every %s, and not for %s yet, which rule %s looks back: a new leader begins with nothing."
                .formatted(one.getKey(), every, window, rule.name()));
      }
      Facts of = facts.of(ring, one.getValue());
      if (of.get(Fact.Count).isPresent()) {
        metrics.put(one.getKey(), of);
      }
    }
    Metric first = rule.uses().getFirst().metric();
    return new PodReadings.Work(
        metrics,
        facts.target(
            rings.getOrDefault(first, new MetricRing(room)),
            metrics.getOrDefault(first, Facts.NONE),
            interval));
  }

  /** Sums of a metric's series at some times; NaN where there was none. */
  synchronized List<Double> course(Metric metric, List<Instant> points) {
    MetricRing ring = rings.get(metric);
    return points.stream()
        .map(at -> ring == null ? Double.NaN : WindowFacts.sum(times, ring, at))
        .toList();
  }

  /** Whether scrapes were answered at some times: 1 or 0; NaN where there was none. */
  synchronized List<Double> up(List<Instant> points) {
    return points.stream()
        .map(
            at -> {
              int n = WindowFacts.seenAt(times, at);
              return n < 0 ? Double.NaN : times.answered(n) ? 1.0 : 0.0;
            })
        .toList();
  }
}
