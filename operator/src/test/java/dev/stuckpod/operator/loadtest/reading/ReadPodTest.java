package dev.stuckpod.operator.loadtest.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.FreePort;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.member.ListedPods;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.suspicion.ScrapeTally;
import dev.stuckpod.operator.loadtest.suspicion.Watched;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Scraper;
import dev.stuckpod.operator.scrape.Served;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where a pod's metrics are looked for, and what is remembered of what came. */
class ReadPodTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  private final Scraper scraper = new Scraper(Duration.ofSeconds(20));
  private final ReadPod pod = new ReadPod(new Budget(100, 100));
  private int turn;
  private int searches;

  @Test
  void staysWhereAPageWasFound() throws IOException {
    try (var nothing = served(404, "");
        var first = served(200, "a 1\n");
        var second = served(200, "b 1\n")) {
      int[] ports = {FreePort.find(), nothing.port(), first.port(), second.port()};
      scrape(ports);
      scrape(ports);
      scrape(ports);

      assertThat(names()).containsExactly("a");
      assertThat(watched().series()).extracting(series -> series.scrapes()).isEqualTo(3);
      assertThat(first.asked()).hasSize(3);
      assertThat(nothing.asked()).hasSize(1);
      assertThat(second.asked()).isEmpty();
      assertThat(searches).isEqualTo(1);
      assertThat(pod.unscraped()).isEmpty();
    }
  }

  @Test
  void anEmptyPageIsOneWhereThereIsNoOther() throws IOException {
    try (var empty = served(200, "");
        var full = served(200, "a 1\n")) {
      scrape(empty.port(), full.port());
      assertThat(names()).containsExactly("a");

      pod.isOf(facts("second"));
      scrape(empty.port(), FreePort.find());
      scrape(empty.port(), FreePort.find());
      assertThat(pod.unscraped()).isEmpty();
      assertThat(empty.asked()).as("one of the first container's").hasSize(3);
      assertThat(watched().hangs().hanging()).isZero();
    }
  }

  @Test
  void whereNothingIsFoundItIsNotLookedForAtEachTurn() throws IOException {
    try (var nothing = served(404, "")) {
      for (int i = 0; i < 21; i++) {
        scrape(nothing.port());
      }
      assertThat(nothing.asked()).hasSize(3);
      assertThat(pod.unscraped())
          .contains("At %d/metrics it answers 404.".formatted(nothing.port()));
    }
  }

  @Test
  void whereNobodySaysWhereToLookThatIsSaid() {
    scrape();
    assertThat(pod.unscraped()).get().asString().contains("prometheus.io/port");
  }

  @Test
  void anotherContainerBeginsWithNothing() throws IOException {
    try (var served = served(200, "a 1\n")) {
      scrape(served.port());
      pod.isOf(facts("first"));
      assertThat(names()).containsExactly("a");

      pod.isOf(facts("second"));
      assertThat(names()).isEmpty();
      scrape(served.port());
      assertThat(searches).isEqualTo(2);
    }
  }

  @Test
  void hangsAreCountedUntilSomethingIsAnswered() throws IOException {
    var hurried = new Scraper(Duration.ofSeconds(2));
    var asked = new AtomicInteger();
    byte[] page = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na 1\n".getBytes(UTF_8);
    try (var served =
        Served.raw(
            out -> {
              if (asked.getAndIncrement() % 3 == 0) {
                out.write(page);
                out.flush();
              }
              Thread.sleep(Duration.ofDays(1));
            })) {
      scrape(served.port());
      assertThat(watched().hangs()).isEqualTo(new ScrapeTally(true, 0, null));

      scrapeBy(hurried, served.port());
      scrapeBy(hurried, served.port());
      assertThat(watched().hangs()).isEqualTo(new ScrapeTally(true, 2, NOW.plusSeconds(3)));
      assertThat(pod.unscraped())
          .contains("It takes connections at port %d and answers none.".formatted(served.port()));

      scrape(served.port());
      assertThat(watched().hangs()).isEqualTo(new ScrapeTally(true, 0, null));
      assertThat(pod.unscraped()).isEmpty();
    }
    scrape(FreePort.find());
    assertThat(watched().hangs()).as("nobody is there").isEqualTo(new ScrapeTally(true, 0, null));
    assertThat(pod.unscraped()).get().asString().contains("Nothing serves metrics at port");
  }

  private static Served served(int code, String page) throws IOException {
    return Served.http("127.0.0.1", code, page.getBytes(UTF_8));
  }

  private void scrape(int... ports) {
    scrapeBy(scraper, ports);
  }

  private void scrapeBy(Scraper by, int... ports) {
    if (turn == 0) {
      pod.isOf(facts("first"));
    }
    List<Address> addresses =
        Arrays.stream(ports).mapToObj(port -> new Address(port, "/metrics")).toList();
    pod.scrape(
        by,
        "127.0.0.1",
        () -> {
          searches++;
          return addresses;
        },
        Phase.Load,
        NOW.plusSeconds(3L * turn++));
  }

  private Watched watched() {
    return pod.watched(facts("first"));
  }

  private List<String> names() {
    return Objects.requireNonNull(watched().series()).all().stream()
        .map(track -> track.text())
        .toList();
  }

  private static PodFacts facts(String containerID) {
    Pod pod = ListedPods.running("cable");
    pod.getStatus().getContainerStatuses().getFirst().setContainerID("containerd://" + containerID);
    return PodFacts.of(PodView.of(pod), "app");
  }
}
