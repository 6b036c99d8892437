package dev.stuckpod.operator.readings.scraped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Scrapes;
import dev.stuckpod.operator.readings.PodReadings.Unread;
import dev.stuckpod.operator.readings.PodReadings.Unread.Why;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of a pod, and how much of it. */
class ScrapedPodTest {

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Metric DONE = Metric.of("done_total", null);
  private static final Rule.Clauses RULE = rule("1m", DONE);
  private static final Rule HANG = new Rule.ScrapeHang("hang", 3);

  private final Budget budget = new Budget(1_000, 0, 64 << 10);
  private final ScrapedPod pod = new ScrapedPod(budget, EVERY);
  private Identity identity = identity(1);
  private Instant now = START;

  @Test
  void isNotJudgedBeforeTheWindowIsFilledAndThenIs() {
    begin(RULE);
    assertThat(readings(RULE))
        .isInstanceOfSatisfying(Unread.class, why -> assertThat(why.why()).isEqualTo(Why.NotYet));
    for (int i = 0; i < 4; i++) {
      scrape("done_total 7\n");
      assertThat(readings(RULE))
          .isInstanceOfSatisfying(
              Unread.class,
              why -> {
                assertThat(why.why()).isEqualTo(Why.NotYet);
                assertThat(why.message()).contains("not for 1m yet").contains("new leader");
              });
    }
    scrape("done_total 7\n");
    assertThat(fact(RULE, DONE, Fact.Count)).isEqualTo(4);
    assertThat(fact(RULE, DONE, Fact.Rate)).isZero();
  }

  @Test
  void anotherContainerBeginsWithNothing() {
    filled(RULE);

    identity = identity(2);
    pod.isOf(identity);

    assertThat(pod.readings(RULE, identity.startedAt(), now)).isInstanceOf(Unread.class);
    assertThat(budget.leftSeries()).isEqualTo(1_000);
  }

  @Test
  void whatWasReadOfAContainerIsToldOfNoOther() {
    filled(RULE);

    assertThat(pod.readings(RULE, START.plusSeconds(1), now)).isInstanceOf(Unread.class);
  }

  @Test
  void aPageOfWhoIsGoneByNowIsNotTaken() {
    filled(RULE);
    Identity before = identity;
    identity = identity(2);
    pod.isOf(identity);

    pod.scraped(before, now, "10.0.0.1:9090", Pages.read("done_total 9\n", List.of(DONE)), EVERY);

    assertThat(pod.lastScrape()).isNull();
  }

  @Test
  void moreSeriesThanAreReadAreNoHalfTruth() {
    begin(RULE);
    String page =
        IntStream.rangeClosed(0, Collected.MOST_SERIES)
            .mapToObj("done_total{n=\"%d\"} 1\n"::formatted)
            .collect(Collectors.joining());
    for (int i = 0; i < 6; i++) {
      scrape(page);
    }

    assertThat(readings(RULE))
        .isInstanceOfSatisfying(
            Unread.class, why -> assertThat(why.message()).contains("narrow it with match"));
  }

  @Test
  void seriesWithoutRoomAreSaidAndReadWhenThereIs() {
    begin(RULE);
    assertThat(budget.takeSeries(64 << 10)).isTrue();
    for (int i = 0; i < 6; i++) {
      scrape("done_total 7\n");
    }
    assertThat(readings(RULE)).isInstanceOf(Unread.class);

    budget.give(1, 0, 64 << 10);
    for (int i = 0; i < 6; i++) {
      scrape("done_total 7\n");
    }

    assertThat(readings(RULE)).isInstanceOf(Work.class);
  }

  @Test
  void aLongerWindowKeepsWhatIsKnownAndWaitsForTheRest() {
    filled(RULE);
    Rule.Clauses longer = rule("5m", DONE);
    pod.want(longer, now);

    assertThat(fact(RULE, DONE, Fact.Count)).isEqualTo(4);
    assertThat(readings(longer)).isInstanceOf(Unread.class);
    for (int i = 0; i < 20; i++) {
      scrape("done_total 7\n");
    }
    assertThat(fact(longer, DONE, Fact.Count)).isEqualTo(20);
  }

  @Test
  void aMetricThatARuleNamesLaterIsNoCounterThatHasJustAppeared() {
    filled(RULE);
    Rule.Clauses other = rule("1m", Metric.of("other_total", null));
    pod.want(other, now);
    scrape("done_total 7\nother_total 500\n");

    assertThat(readings(other)).isInstanceOf(Unread.class);
  }

  @Test
  void aWindowOfMoreScrapesThanAreRememberedIsRefused() {
    Rule.Clauses day = rule("24h", DONE);
    begin(day);
    scrape("done_total 7\n");

    assertThat(readings(day))
        .isInstanceOfSatisfying(
            Unread.class, why -> assertThat(why.message()).contains("longer scrape.interval"));
    assertThat(pod.metrics()).isEmpty();
  }

  @Test
  void noMoreMetricsThanThereIsRoomFor() {
    Rule.Clauses many =
        rule(
            "1m",
            IntStream.rangeClosed(0, ScrapedPod.MOST_METRICS)
                .mapToObj(n -> Metric.of("m" + n, null))
                .toArray(Metric[]::new));
    begin(many);

    assertThat(pod.metrics()).hasSize(ScrapedPod.MOST_METRICS);
  }

  @Test
  void whatNobodyAsksForIsForgottenAndItsRoomGivenBack() {
    filled(RULE);

    assertThat(pod.tidy(now.plusSeconds(1))).isTrue();

    assertThat(pod.metrics()).isEmpty();
    assertThat(budget.leftSeries()).isEqualTo(1_000);
    assertThat(budget.leftText()).isEqualTo(64 << 10);
  }

  @Test
  void afterTheClockWasSetBackItBeginsAnew() {
    filled(RULE);
    now = START.minusSeconds(60);
    scrape("done_total 7\n");

    assertThat(pod.lastScrape()).isEqualTo(now);
    assertThat(readings(RULE)).isInstanceOf(Unread.class);
  }

  @Test
  void scrapesThatWereLeftOutAreAGap() {
    filled(RULE);
    now = now.plusSeconds(30);

    assertThat(fact(RULE, DONE, Fact.Count)).isEqualTo(2);
    assertThat(((Work) readings(RULE)).target().get(Fact.Gap)).hasValue(30);
  }

  @Test
  void readingsThatAreTooOldAreNotJudgedBy() {
    filled(RULE);
    now = now.plusSeconds(47);

    assertThat(readings(RULE))
        .isInstanceOfSatisfying(
            Unread.class,
            why -> {
              assertThat(why.why()).isEqualTo(Why.Late);
              assertThat(why.message()).contains("last scraped 47s ago").contains("every 15s");
            });
  }

  @Test
  void whoIsNotReachedInTimeAtAllIsLateToo() {
    begin(RULE);
    now = now.plusSeconds(31);

    assertThat(readings(RULE))
        .isInstanceOfSatisfying(
            Unread.class,
            why -> {
              assertThat(why.why()).isEqualTo(Why.Late);
              assertThat(why.message()).contains("not scraped for 31s");
            });
  }

  @Test
  void failuresInARowAreCounted() {
    begin(HANG);
    scrape("");
    fail();
    fail();

    assertThat(readings(HANG))
        .isInstanceOfSatisfying(
            Scrapes.class,
            scrapes -> {
              assertThat(scrapes.targets().getFirst().failed()).isEqualTo(2);
              assertThat(scrapes.targets().getFirst().instance()).isEqualTo("10.0.0.1:9090");
              assertThat(scrapes.targets().getFirst().facts().get(Fact.Up)).hasValue(0);
            });
  }

  @Test
  void whyItIsNotScrapedIsSaid() {
    begin(RULE);
    pod.unscraped("Nothing says where.");

    assertThat(readings(RULE)).isEqualTo(new Unread(Why.NotScraped, "Nothing says where."));
  }

  private void filled(Rule.Clauses rule) {
    begin(rule);
    for (int i = 0; i < 6; i++) {
      scrape("done_total 7\n");
    }
    assertThat(readings(rule)).isInstanceOf(Work.class);
  }

  private void begin(Rule rule) {
    pod.isOf(identity);
    pod.want(rule, now);
  }

  private void scrape(String page) {
    now = now.plus(EVERY);
    pod.scraped(
        identity, now, "10.0.0.1:9090", Pages.read(page, pod.metrics()), Duration.ofMillis(3));
  }

  private void fail() {
    now = now.plus(EVERY);
    pod.scraped(identity, now, "10.0.0.1:9090", null, Duration.ofSeconds(10));
  }

  private PodReadings readings(Rule rule) {
    return pod.readings(rule, identity.startedAt(), now);
  }

  private double fact(Rule rule, Metric metric, Fact fact) {
    return ((Work) readings(rule)).of(metric).get(fact).orElse(Double.NaN);
  }

  private static Identity identity(int container) {
    return new Identity(
        "uid", "containerd://" + container, START.minusSeconds(100L - container), "10.0.0.1");
  }

  private static Rule.Clauses rule(String window, Metric... counters) {
    return new Rule.Clauses(
        "rule",
        Durations.parse(window),
        List.of(),
        IntStream.range(0, counters.length)
            .<Counter>mapToObj(i -> new Counter.AtMost(counters[i], 0))
            .toList(),
        List.of());
  }
}
