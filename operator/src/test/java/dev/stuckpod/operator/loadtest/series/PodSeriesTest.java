package dev.stuckpod.operator.loadtest.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.room.Budget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is remembered of pages, and how much of them. */
class PodSeriesTest {

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

  private final PodSeries series = new PodSeries(new Budget(5_000, 1_000));
  private int scrape;

  @Test
  void whatIsNotCommittedHasNotBeen() throws IOException {
    scrape("a 1\nb_total 1\n");
    series.begin();
    read("a 99\nb_total 0\nc 1\n");
    scrape("a 1\nb_total 2\n");

    assertThat(track("a").lastActive()).isEqualTo(Long.MIN_VALUE);
    assertThat(track("b_total").still()).isZero();
    assertThat(track("c").present()).isFalse();
    assertThat(series.resetAt()).isEmpty();
    assertThat(series.scrapes()).isEqualTo(2);
  }

  @Test
  void aGaugeIsActiveWhenItChangesAndACounterWhenItGrowsAsUsual() throws IOException {
    scrape("a 5\nb_total 0\n");
    for (int i = 1; i <= 10; i++) {
      scrape("a %d\nb_total %d\n".formatted(5 + i % 2, 1000 * i));
    }
    scrape("a 5\nb_total 10040\n"); // a twenty-fifth of what it usually is
    scrape("a 5\nb_total 10080\n");

    assertThat(track("a").still()).isEqualTo(2);
    assertThat(track("a").activeOf(6)).isEqualTo(6);
    assertThat(track("b_total").still()).isEqualTo(2);
    assertThat(track("b_total").lively(6)).isTrue();
    assertThat(track("b_total").lastActive()).isEqualTo(at(10).toEpochMilli());
  }

  @Test
  void aBurstAtTheBeginningIsForgotten() throws IOException {
    scrape("b_total 0\n");
    for (int i = 0; i < 60; i++) {
      scrape("b_total %d\n".formatted(100_000 + 100 * i));
    }
    assertThat(track("b_total").lively(6)).isTrue();
    assertThat(track("b_total").still()).isZero();
  }

  @Test
  void aPauseIsCountedInScrapes() throws IOException {
    for (int i = 0; i < 24; i++) {
      scrape("a %d\n".formatted(i % 6 < 3 ? i : i - i % 6 + 2));
    }
    assertThat(track("a").still()).isEqualTo(3);
    assertThat(track("a").longestPause(12)).isEqualTo(3);
    assertThat(track("a").activeOf(6)).isEqualTo(3);
  }

  @Test
  void aSeriesThatWasAwayBeginsAnew() throws IOException {
    for (int i = 0; i < 10; i++) {
      scrape("a %d\nb 1\n".formatted(i));
    }
    scrape("b 1\n");
    assertThat(track("a").present()).isFalse();
    scrape("a 99\nb 1\n");
    assertThat(track("a").present()).isTrue();
    assertThat(track("a").lively(1)).isFalse();
  }

  @Test
  void aCounterThatBeginsAnewIsTold() throws IOException {
    scrape("a_total 9\nb 9\n");
    scrape("a_total 10\nb 1\n");
    assertThat(series.resetAt()).as("a gauge may fall").isEmpty();
    scrape("a_total 1\nb 1\n");
    assertThat(series.resetAt()).contains(at(2));
  }

  @Test
  void ofTwoThatAreTheSameTheFirstCounts() throws IOException {
    scrape("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 7\n");
    assertThat(series.all()).hasSize(1);
    assertThat(series.all().getFirst().value()).isEqualTo(1);
  }

  @Test
  void bucketsAndSumsAreNotRemembered() throws IOException {
    scrape("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n");
    assertThat(series.all()).extracting(Track::text).containsExactly("a_count");
  }

  @Test
  void levelsAreOfBeforeWhileAndAfterTheLoad() throws IOException {
    scrape("a 3\n", Phase.Calm);
    scrape("a 5\n", Phase.Calm);
    scrape("a 105\n", Phase.Load);
    scrape("a 205\n", Phase.Load);
    scrape("a 55\n", Phase.After);

    Levels levels = track("a").levels();
    assertThat(levels.calmKnown()).isTrue();
    assertThat(levels.base()).isEqualTo(5);
    assertThat(levels.rise()).isEqualTo(200);
    assertThat(levels.left()).isEqualTo(0.25);
    assertThat(levels.rose()).isTrue();
  }

  @Test
  void whatGoesWithTheClockIsAClock() throws IOException {
    for (int i = 0; i < 8; i++) {
      scrape(
          "up_seconds %s\nnow_ms %d\nten_a_second %d\n"
              .formatted(3.001 * i, 1_700_000_000_000L + 3000L * i, 30 * i));
    }
    long now = at(7).toEpochMilli();
    assertThat(series.all())
        .filteredOn(track -> track.isClock(now))
        .extracting(Track::text)
        .containsExactly("up_seconds", "now_ms");
  }

  @Test
  void whatMovedWithoutALoadMovesByItself() throws IOException {
    for (int i = 0; i < 6; i++) {
      scrape("cron_total %d\norders_total 0\n".formatted(i), Phase.Calm);
    }
    assertThat(track("cron_total").movesByItself()).isTrue();
    assertThat(track("orders_total").movesByItself()).isFalse();
  }

  @Test
  void lastValuesAreKeptOfWhatHasLived() throws IOException {
    for (int i = 0; i < 70; i++) {
      scrape(i == 68 ? "b 1\n" : "a %d\nb 1\n".formatted(i));
    }
    double[] values = series.values(track("a"));
    assertThat(series.values(track("b"))).isEmpty();
    assertThat(values).as("it was away a moment ago, and has not moved since").isEmpty();

    scrape("a 70\nb 1\n");
    scrape("a 71\nb 1\n");
    assertThat(series.values(track("a"))).hasSize(Track.REMEMBERED).endsWith(70, 71);
    assertThat(series.values(track("a"))[0]).isNaN();
  }

  @Test
  void noMoreSeriesAreRememberedThanAPodMayHave() throws IOException {
    scrape(many("a", 2_500));
    assertThat(series.all()).hasSize(Tracks.MOST);
    assertThat(series.leftOut()).isEqualTo(500);

    scrape(many("b", 1_000));
    assertThat(series.leftOut()).as("those of before were there a moment ago").isEqualTo(1_000);
    scrape(many("b", 1_000));
    assertThat(series.leftOut()).isZero();
    assertThat(series.all()).hasSize(1_000).allMatch(Track::present);
    assertThat(series.find(track("b{n=\"7\"}"))).isPresent();
  }

  @Test
  void noMoreSeriesAreRememberedThanThereIsRoomForInAll() throws IOException {
    var budget = new Budget(100, 10);
    var one = new PodSeries(budget);
    var other = new PodSeries(budget);
    play(one, many("a", 80));
    play(other, many("a", 80));
    assertThat(one.leftOut()).isZero();
    assertThat(other.leftOut()).isEqualTo(60);

    one.clear();
    play(other, many("a", 80));
    assertThat(other.leftOut()).isZero();
    assertThat(one.all()).isEmpty();
  }

  @Test
  void ringsAreFewerThanSeries() throws IOException {
    var budget = new Budget(100, 10);
    var one = new PodSeries(budget);
    play(one, many("a", 80));
    play(one, many("a", 80).replace(" 1\n", " 2\n"));
    assertThat(one.all()).filteredOn(track -> one.values(track).length > 0).hasSize(10);
  }

  @Test
  void gapsAreMeasuredUntilNow() throws IOException {
    scrape("a 1\n");
    scrape("a 1\n");
    scrape++;
    scrape("a 1\n");
    assertThat(series.longestGap(3, at(3))).isEqualTo(Duration.ofSeconds(6));
    assertThat(series.longestGap(1, at(3))).isZero();
    assertThat(series.longestGap(1, at(7))).isEqualTo(Duration.ofSeconds(12));
    assertThat(series.ago(1)).isEqualTo(at(1));
    assertThat(series.ago(99)).isEqualTo(at(0));
  }

  @Test
  void whoseDoingASeriesIsShowsInItsName() {
    assertThat(
            Stream.of(
                    "go_goroutines",
                    "process_cpu_seconds_total",
                    "jvm_threads_live_threads",
                    "promhttp_metric_handler_requests_total{code=\"200\"}",
                    "http_server_requests_seconds_count{uri=\"/actuator/prometheus\"}",
                    "http_requests_total{path=\"/metrics\"}",
                    "http_requests_total{path=\"/healthz\"}")
                .map(Origin::of))
        .containsOnly(Origin.Surroundings);
    assertThat(Origin.of("http_requests_total{path=\"/orders\"}")).isEqualTo(Origin.App);
    assertThat(Origin.of("gopher_total")).isEqualTo(Origin.App);
  }

  private static String many(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> name + "{n=\"" + i + "\"} 1\n")
        .collect(Collectors.joining());
  }

  private Track track(String text) {
    return series.all().stream()
        .filter(track -> track.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static Instant at(int scrape) {
    return START.plusSeconds(3L * scrape);
  }

  private void scrape(String page) throws IOException {
    scrape(page, Phase.Load);
  }

  private void scrape(String page, Phase phase) throws IOException {
    series.begin();
    read(page);
    series.commit(at(scrape++), phase);
  }

  private void play(PodSeries one, String page) throws IOException {
    one.begin();
    Exposition.read(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)), one);
    one.commit(at(scrape++), Phase.Load);
  }

  private void read(String page) throws IOException {
    Exposition.read(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)), series);
  }
}
