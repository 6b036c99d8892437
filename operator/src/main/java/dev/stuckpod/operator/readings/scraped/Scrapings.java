package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.ScrapeSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.readings.Courses;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.room.Budget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The sources that scrape, by name. What one has read outlasts what is read of its object. */
public final class Scrapings {

  /** Series of all sources together. */
  private static final int MOST_SERIES = 100_000;

  /** Bytes of their values: of the heap, which is 104 MiB, a sixth. */
  private static final int MOST_BYTES = 16 << 20;

  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final KnownPods pods;
  private final Clock clock;
  private final Budget budget = new Budget(MOST_SERIES, 0, MOST_BYTES);
  private final Map<String, Scraping> byName = new HashMap<>();

  /** Nothing is scraped yet. */
  public Scrapings(KubernetesClient client, KnownPods pods, Clock clock) {
    this.client = client;
    this.pods = pods;
    this.clock = clock;
  }

  /**
   * A source that scrapes.
   *
   * @param courses what it has read
   */
  public record Scraped(Source source, Courses courses) {}

  /**
   * Gives that of a MetricsSource; as long as it says the same, the same one.
   *
   * @param isThere whether there is one of this name
   */
  public synchronized Scraped of(String name, MetricsSourceSpec spec, boolean isThere) {
    Scraping.Settings settings = settings(spec);
    Scraping known = byName.get(name);
    if (known == null || !known.settings().equals(settings)) {
      end(name);
      var whereabouts = new Whereabouts(client, clock);
      known =
          new Scraping(
              settings,
              (pod, container) -> whereabouts.of(pod, container, settings.where()),
              pods,
              budget,
              clock);
      byName.put(name, known);
    }
    Scraping scraping = known;
    String said =
        "The operator scrapes the pods itself every %s, as %s."
            .formatted(
                Durations.format(settings.interval()),
                isThere
                    ? "MetricsSource %s says".formatted(name)
                    : "there is no MetricsSource %s".formatted(name));
    return new Scraped(
        new ScrapedSource(name, said, scraping::pod, clock), new ScrapedCourses(scraping::pod));
  }

  /** A MetricsSource of that name does not scrape, or not any more. */
  public synchronized void end(String name) {
    Scraping known = byName.remove(name);
    if (known != null) {
      known.stop();
    }
  }

  private static Scraping.Settings settings(MetricsSourceSpec spec) {
    var scrape = spec.scrape();
    Duration interval =
        Durations.parse(
            Objects.requireNonNullElse(scrape == null ? null : scrape.interval(), "15s"));
    Duration timeout = Durations.parse(Objects.requireNonNullElse(spec.timeout(), "10s"));
    Duration most = interval.compareTo(LONGEST_TIMEOUT) < 0 ? interval : LONGEST_TIMEOUT;
    return new Scraping.Settings(
        interval,
        timeout.compareTo(most) < 0 ? timeout : most,
        scrape == null || (scrape.port() == null && scrape.path() == null)
            ? null
            : new ScrapeSpec(scrape.port(), scrape.path()));
  }
}
