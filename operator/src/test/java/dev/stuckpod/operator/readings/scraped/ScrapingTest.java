package dev.stuckpod.operator.readings.scraped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Served;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When pods are scraped. */
class ScrapingTest {

  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Rule HANG = new Rule.ScrapeHang("hang", 3);
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:07Z");

  @Test
  void eachPodIsDueOnceAnInterval() {
    var target = new Target("shop", "hub-1", "hub");
    Instant first = target.due(EVERY, NOW);

    assertThat(first).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(EVERY));
    assertThat(target.due(EVERY, first)).isEqualTo(first.plus(EVERY));
    assertThat(target.due(EVERY, first.minusMillis(1))).isEqualTo(first);
  }

  /** A third more than the mean at most, in any second of the interval. */
  @Test
  void thousandsOfPodsAreSpreadOverIt() {
    int[] seconds = new int[15];
    IntStream.range(0, 9_000)
        .mapToObj(i -> new Target("shop", "hub-7c9f5d-" + i, "hub").due(EVERY, NOW))
        .forEach(due -> seconds[(int) Math.floorMod(due.getEpochSecond(), 15L)]++);

    assertThat(IntStream.of(seconds)).allMatch(count -> count > 400 && count < 800);
  }

  /** More of them than are scraped at once. */
  @Test
  void podsThatHangWaitForEachOtherAndNotTheOthersForThem() throws IOException {
    try (Served deaf = Served.raw(_ -> Thread.sleep(Duration.ofMinutes(5)));
        Served live = Served.http("127.0.0.1", 200, "hub_clients 1\n".getBytes(UTF_8))) {
      var scraping = scraping(pod -> pod.name().equals("live") ? live.port() : deaf.port());
      try {
        List<ScrapedPod> hanging =
            IntStream.range(0, 150).mapToObj(i -> wanted(scraping, "hangs-" + i)).toList();
        ScrapedPod lives = wanted(scraping, "live");

        await()
            .atMost(PATIENCE)
            .until(() -> hanging.stream().filter(pod -> up(pod) == 0).count() > 15);
        Instant since = Instant.now();

        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  Instant last = lives.lastScrape();
                  return last != null && last.isAfter(since) && up(lives) == 1;
                });
      } finally {
        scraping.stop();
      }
      assertThat(scraping.size()).isZero();
    }
  }

  @Test
  void nobodyIsScrapedWhomNobodyHasAskedAboutAndNobodyAfterTheEnd() throws IOException {
    try (Served live = Served.http("127.0.0.1", 200, "hub_clients 1\n".getBytes(UTF_8))) {
      var scraping = scraping(_ -> live.port());
      assertThat(scraping.size()).isZero();
      ScrapedPod pod = wanted(scraping, "live");
      await().atMost(PATIENCE).until(() -> pod.lastScrape() != null);

      scraping.stop();
      wanted(scraping, "later");

      assertThat(scraping.size()).isZero();
      assertThat(pod.metrics()).isEmpty();
    }
  }

  private static Scraping scraping(ToIntFunction<PodView> port) {
    var pods =
        new KnownPods() {
          @Override
          public Optional<PodView> find(String namespace, String name) {
            return Optional.of(VisitTest.view(name));
          }

          @Override
          public Stream<PodView> all() {
            return Stream.empty();
          }
        };
    return new Scraping(
        new Scraping.Settings(Duration.ofSeconds(2), Duration.ofMillis(1500), null),
        (pod, _) -> List.of(new Address(port.applyAsInt(pod), "/metrics")),
        pods,
        new Budget(1_000, 0),
        Clock.systemUTC());
  }

  private static ScrapedPod wanted(Scraping scraping, String name) {
    Instant now = Instant.now();
    ScrapedPod pod = scraping.pod(new Target("shop", name, "hub"), now);
    pod.want(HANG, now);
    return pod;
  }

  private static double up(ScrapedPod pod) {
    return pod.readings(HANG, VisitTest.STARTED, Instant.now())
            instanceof PodReadings.Scrapes scrapes
        ? scrapes.targets().getFirst().facts().get(Fact.Up).orElse(-1)
        : -1;
  }
}
