package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.ScrapeSpec;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Scraper;
import dev.stuckpod.operator.turns.Turns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes, for one source, the containers that somebody asks about: each once an interval, spread
 * over it, and no longer than it is asked about. A scrape that comes too late is left out.
 */
final class Scraping {

  private static final Logger LOG = LoggerFactory.getLogger(Scraping.class);

  /** A page that is read has a buffer, and a connection its own. */
  private static final int AT_ONCE = 48;

  private static final int OF_A_NAMESPACE = 32;

  /** In this time most answer. What takes longer waits for others that do. */
  private static final Duration QUICK = Duration.ofSeconds(1);

  private static final int SLOW_AT_ONCE = 48;

  private static final int SLOW_OF_A_NAMESPACE = 24;

  /** What nobody asks about for so long is forgotten. */
  private static final Duration FORGET = Duration.ofMinutes(10);

  /** Parts of an interval in which it is looked who is due. */
  private static final int LOOKS = 20;

  private static final long MOST_BETWEEN_LOOKS = 500;

  /** Definitions of metrics that are kept; more are few bytes and made anew. */
  private static final int MOST_PICKS = 4_096;

  /**
   * How is scraped.
   *
   * @param interval between two scrapes of one container
   * @param timeout of one page
   * @param where port and path; null where pods say it
   */
  record Settings(Duration interval, Duration timeout, @Nullable ScrapeSpec where) {}

  /** When one is due next, and whether it is being scraped. */
  private static final class Turn {
    final Visit visit;
    private Instant due;
    private boolean busy;

    Turn(Visit visit, Instant due) {
      this.visit = visit;
      this.due = due;
    }

    /** When it was due, if it is now; then it is busy, and due next at another time. */
    synchronized @Nullable Instant begin(Target target, Duration interval, Instant now) {
      if (due.isAfter(now)) {
        // a clock that was set back must not silence it
        due = due.isAfter(now.plus(interval)) ? target.due(interval, now) : due;
        return null;
      }
      Instant was = target.due(interval, now.minus(interval));
      due = target.due(interval, now);
      if (busy) {
        return null;
      }
      busy = true;
      return was;
    }

    synchronized void end() {
      busy = false;
    }
  }

  private final Settings settings;
  private final Visit.Means means;
  private final Scraper quickly;
  private final Scraper patiently;
  private final Budget budget;
  private final Clock clock;
  private final ConcurrentMap<Target, Turn> turns = new ConcurrentHashMap<>();
  private final Map<Metric, Pick> picks = new ConcurrentHashMap<>();
  private final Turns quick = new Turns(AT_ONCE, OF_A_NAMESPACE);
  private final Turns slow = new Turns(SLOW_AT_ONCE, SLOW_OF_A_NAMESPACE);
  private final KnownPods pods;
  private volatile @Nullable Crowd crowd;
  private Instant tidied = Instant.MIN;
  private boolean running;
  private volatile boolean stopped;

  /**
   * Scrapes nobody yet.
   *
   * @param whereabouts of a pod's container
   */
  Scraping(
      Settings settings,
      BiFunction<PodView, String, List<Address>> whereabouts,
      KnownPods pods,
      Budget budget,
      Clock clock) {
    this.settings = settings;
    this.pods = pods;
    this.budget = budget;
    this.clock = clock;
    this.patiently = new Scraper(settings.timeout());
    this.quickly =
        new Scraper(settings.timeout().compareTo(QUICK) < 0 ? settings.timeout() : QUICK);
    this.means =
        new Visit.Means(
            pods, whereabouts, this::crowd, metric -> picks.computeIfAbsent(metric, Pick::new));
  }

  Settings settings() {
    return settings;
  }

  /** What is remembered of a container, which is scraped from now on. */
  ScrapedPod pod(Target target, Instant now) {
    Turn turn = turns.get(target);
    if (stopped) { // who asks has not learned yet that there is another
      return new ScrapedPod(budget.of(target.namespace()), settings.interval());
    }
    if (turn == null) {
      turn =
          turns.computeIfAbsent(
              target,
              _ ->
                  new Turn(
                      new Visit(
                          target,
                          new ScrapedPod(budget.of(target.namespace()), settings.interval())),
                      target.due(settings.interval(), now)));
      start();
    }
    return turn.visit.pod();
  }

  /** How many are scraped. */
  int size() {
    return turns.size();
  }

  /** How many were not scraped for two intervals. */
  long late(Instant now) {
    Instant since = now.minus(settings.interval().multipliedBy(2));
    return turns.values().stream()
        .map(turn -> turn.visit.pod().lastScrape())
        .filter(last -> last == null || last.isBefore(since))
        .count();
  }

  /** Ends it: nothing is scraped any more, and all is forgotten. */
  void stop() {
    stopped = true;
    turns.values().forEach(turn -> turn.visit.pod().tidy(Instant.MAX));
    turns.clear();
  }

  private synchronized void start() {
    if (!running) {
      running = true;
      Thread.ofVirtual().name("scraping").start(this::run);
    }
  }

  private synchronized boolean isDone() {
    running = !turns.isEmpty();
    return !running;
  }

  private void run() {
    long pause = Math.clamp(settings.interval().toMillis() / LOOKS, 1, MOST_BETWEEN_LOOKS);
    while (!isDone()) {
      try {
        look(clock.instant());
        Thread.sleep(pause);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException failed) {
        // whatever it is: who is due next is scraped
        LOG.warn("Pods could not be scraped: {}", failed.toString());
      }
    }
  }

  private void look(Instant now) {
    if (!now.isBefore(tidied.plus(settings.interval())) || tidied.isAfter(now)) {
      tidied = now;
      crowd = null;
      if (picks.size() > MOST_PICKS) {
        picks.clear();
      }
      turns.values().removeIf(turn -> turn.visit.pod().tidy(now.minus(FORGET)));
    }
    turns.forEach(
        (target, turn) -> {
          Instant due = turn.begin(target, settings.interval(), now);
          if (due != null) {
            Thread.ofVirtual().start(() -> scrape(target, turn, due));
          }
        });
  }

  private void scrape(Target target, Turn turn, Instant due) {
    Duration half = settings.interval().dividedBy(2);
    Instant latest = due.plus(half);
    try {
      if (turn.visit.isSlow() || !scrape(target, turn, due, latest, quick, quickly)) {
        // it may have had its first second only just now
        scrape(target, turn, due, latest.plus(half.dividedBy(2)), slow, patiently);
      }
    } catch (RuntimeException failed) {
      LOG.warn("A pod could not be scraped: {}", failed.toString());
    } finally {
      turn.end();
    }
  }

  private boolean scrape(
      Target target, Turn turn, Instant due, Instant latest, Turns lane, Scraper scraper) {
    try (var _ = lane.take(target.namespace())) {
      return clock.instant().isAfter(latest)
          || turn.visit.scrape(means, due, scraper, lane == slow);
    }
  }

  private Crowd crowd() {
    Crowd known = crowd;
    if (known == null) {
      synchronized (means) {
        known = crowd;
        if (known == null) {
          known = Crowd.of(pods.all());
          crowd = known;
        }
      }
    }
    return known;
  }
}
