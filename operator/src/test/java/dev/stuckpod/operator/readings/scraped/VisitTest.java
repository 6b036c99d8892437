package dev.stuckpod.operator.readings.scraped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Scrapes;
import dev.stuckpod.operator.readings.PodReadings.Unread;
import dev.stuckpod.operator.readings.PodReadings.Unread.Why;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Scraper;
import dev.stuckpod.operator.scrape.Served;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One pod is scraped, by a server that answers as it is told to. */
class VisitTest {

  private static final Rule HANG = new Rule.ScrapeHang("hang", 3);
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  static final Instant STARTED = NOW.minusSeconds(3600);
  private static final byte[] PAGE = "hub_clients 1\n".getBytes(StandardCharsets.UTF_8);
  private static final Scraper SCRAPER = new Scraper(Duration.ofMillis(300));

  private final ScrapedPod pod = new ScrapedPod(new Budget(100, 0), Duration.ofSeconds(15));
  private final Visit visit = new Visit(new Target("shop", "hub", "hub"), pod);
  private final List<Address> addresses = new ArrayList<>();
  private Crowd crowd = Crowd.of(Stream.empty());
  private PodView view = view("one");
  private Instant due = NOW;

  @Test
  void takesThePageOfTheFirstPortThatServesOne() throws IOException {
    try (Served wrong = Served.http("127.0.0.1", 404, new byte[0]);
        Served right = Served.http("127.0.0.1", 200, PAGE)) {
      serves(wrong, right);
      scrape();
      scrape();

      assertThat(up()).hasValue(1.0);
      assertThat(wrong.asked()).hasSize(1);
      assertThat(right.asked()).hasSize(2);
    }
  }

  @Test
  void aPageThatComesWhenThePodIsAnotherByThenIsNotTaken() throws IOException {
    try (Served served = Served.http("127.0.0.1", 200, PAGE)) {
      serves(served);
      scrape(List.of(view("one"), view("two")).iterator());

      assertThat(served.asked()).hasSize(1);
      assertThat(pod.lastScrape()).isNull();
    }
  }

  @Test
  void whereAnotherPodHasTheAddressTooOnlyADeclaredPortIsAsked() throws IOException {
    try (Served served = Served.http("127.0.0.1", 200, PAGE)) {
      serves(served);
      crowd = Crowd.of(Stream.of(view, view("stranger")));
      scrape();
      assertThat(served.asked()).isEmpty();
      assertThat(readings())
          .isInstanceOfSatisfying(
              Unread.class,
              why -> {
                assertThat(why.why()).isEqualTo(Why.NotScraped);
                assertThat(why.message()).contains("Another pod has the address");
              });

      view = view("one", served.port());
      crowd = Crowd.of(Stream.of(view, view("stranger")));
      scrape();
      assertThat(up()).hasValue(1.0);

      crowd = Crowd.of(Stream.of(view, view("stranger", served.port())));
      scrape();
      assertThat(served.asked()).hasSize(1);
    }
  }

  @Test
  void whatHangsIsGivenItsTimeBeforeItCounts() throws IOException {
    try (Served deaf = Served.deaf()) {
      serves(deaf);
      assertThat(visit.scrape(means(List.of(view, view).iterator()), due, SCRAPER, false))
          .isFalse();
      assertThat(pod.lastScrape()).isNull();

      scrape();

      assertThat(up()).hasValue(0.0);
    }
  }

  @Test
  void nobodyIsAskedWhereNothingSaysWhere() {
    scrape();

    assertThat(readings())
        .isInstanceOfSatisfying(
            Unread.class,
            why -> assertThat(why.message()).contains("annotate it with prometheus.io/port"));
  }

  @Test
  void aPortWhereNoMetricsAreIsAskedMoreRarely() throws IOException {
    try (Served served = Served.http("127.0.0.1", 404, new byte[0])) {
      serves(served);
      for (int i = 0; i < 24; i++) {
        scrape();
      }

      assertThat(served.asked()).hasSizeBetween(5, 12);
      assertThat(readings())
          .isInstanceOfSatisfying(
              Unread.class,
              why -> {
                assertThat(why.why()).isEqualTo(Why.NotScraped);
                assertThat(why.message())
                    .isEqualTo(
                        "There are no metrics at port %d, path /metrics: it answers 404."
                            .formatted(served.port()));
              });
    }
  }

  @Test
  void whoseContainerDoesNotRunIsNotAsked() throws IOException {
    try (Served served = Served.http("127.0.0.1", 200, PAGE)) {
      serves(served);
      Pod ended = HubPods.of("shop", "hub");
      ended.getMetadata().setUid("one");
      view = PodView.of(ended);
      scrape();

      assertThat(served.asked()).isEmpty();
    }
  }

  private void serves(Served... all) {
    Stream.of(all).forEach(one -> addresses.add(new Address(one.port(), "/metrics")));
  }

  private void scrape() {
    scrape(List.of(view, view).iterator());
  }

  private void scrape(Iterator<PodView> seen) {
    due = due.plusSeconds(15);
    assertThat(visit.scrape(means(seen), due, SCRAPER, true)).isTrue();
  }

  private Visit.Means means(Iterator<PodView> seen) {
    var pods =
        new KnownPods() {
          @Override
          public Optional<PodView> find(String namespace, String name) {
            return Optional.of(seen.next());
          }

          @Override
          public Stream<PodView> all() {
            return Stream.of(view);
          }
        };
    return new Visit.Means(pods, (_, _) -> addresses, () -> crowd, Pick::new);
  }

  private Optional<Double> up() {
    return readings() instanceof Scrapes scrapes
        ? scrapes.targets().getFirst().facts().get(Fact.Up).stream().boxed().findFirst()
        : Optional.empty();
  }

  private PodReadings readings() {
    return pod.readings(HANG, STARTED, due);
  }

  static PodView view(String name, int... ports) {
    Pod pod = HubPods.of("shop", name);
    pod.getMetadata().setUid(name);
    List<ContainerPort> declared =
        IntStream.of(ports)
            .mapToObj(port -> new ContainerPortBuilder().withContainerPort(port).build())
            .toList();
    pod.getSpec().getContainers().getFirst().setPorts(declared);
    pod.setStatus(HubPods.running("hub"));
    pod.getStatus()
        .getContainerStatuses()
        .getFirst()
        .getState()
        .getRunning()
        .setStartedAt(STARTED.toString());
    return PodView.of(pod);
  }
}
