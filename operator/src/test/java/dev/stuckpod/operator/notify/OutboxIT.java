package dev.stuckpod.operator.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.incident.edge.KubernetesAnalyses;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Analyses;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.notify.address.Addresses;
import dev.stuckpod.operator.notify.http.Post;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.secrets.OwnSecrets;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told how often, with a real API server, real HTTP and operators that end. */
@WithApiServer
class OutboxIT {

  /** When what is explained here was explained. */
  private static final Instant EXPLAINED = Instant.parse("2026-11-30T06:00:05Z");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final Explained analyses;
  private final MockWebServer server = new MockWebServer();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Outbox> open = new ArrayList<>();
  private Instant now = EXPLAINED.plusSeconds(1);

  OutboxIT(KubernetesClient client) {
    this.client = client;
    this.analyses = new Explained(client, "notify-outbox");
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    open.forEach(Outbox::close);
    server.close();
  }

  @Test
  void tellsOnceHoweverOftenAnIncidentIsSeenAndWhoeverLeads() {
    answer(200);
    answer(200);
    Outbox first = outbox(to("oncall"));
    DumpAnalysis written = analyses.write("once", first);
    assertThat(analyses.outcomes("once"))
        .as("before anything is sent")
        .containsOnly("oncall Pending");
    AnalysisView late = analyses.view("once");

    first.explained(written);
    assertThat(first.seen(late)).as("looked at again").isPresent();
    awaitTold("once", "oncall Sent");
    first.explained(written);
    first.seen(late);
    first.close();
    Outbox next = outbox(to("oncall"));

    assertThat(next.seen(analyses.view("once"))).as("nothing is left to do").isEmpty();
    next.seen(late); // its watch has not heard of it yet
    analyses.write("another", next);
    next.seen(analyses.view("another"));
    awaitTold("another", "oncall Sent");
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(told("once").at()).isNotNull();
  }

  @Test
  void oneThatHangsDelaysNoOtherAndIsToldByTheNextLeader() throws Exception {
    answer(200);
    try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String hangs = address("hangs", "webhook", "http://127.0.0.1:" + hanging.getLocalPort(), "");
      Outbox outbox = outbox(hangs, to("oncall"));

      outbox.explained(analyses.write("hanging", outbox));

      awaitTold("hanging", "hangs Pending", "oncall Sent");
      await().atMost(PATIENCE).until(() -> analyses.told("hanging").getFirst().message() != null);
      assertThat(told("hanging").message())
          .isEqualTo("It is tried again: 127.0.0.1 does not answer (timeout).");
      outbox.close();
    }
    answer(200);
    Outbox next = outbox(to("hangs"), to("oncall"));

    next.seen(analyses.view("hanging"));

    awaitTold("hanging", "hangs Sent", "oncall Sent");
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(told("hanging").message()).isNull();
  }

  @Test
  void comesAgainWhereItIsToldTo() {
    server.enqueue(new MockResponse(429, Headers.of("Retry-After", "1"), ""));
    server.enqueue(
        new MockResponse(302, Headers.of("Location", server.url("/else").toString()), ""));
    answer(503);
    answer(200);
    Outbox outbox = outbox(to("oncall"));

    outbox.explained(analyses.write("again", outbox));

    awaitTold("again", "oncall Sent");
    assertThat(server.getRequestCount()).isEqualTo(4);
    assertThat(count("Delayed")).isEqualTo(3);
    assertThat(count("Sent")).isEqualTo(1);
  }

  @Test
  void isGivenUpWhenItIsNoNewsAnyMoreAndThatIsSaid() {
    now = EXPLAINED.plus(Delivery.NEWS).plusSeconds(1);
    answer(500);
    Outbox outbox = outbox(to("oncall"));

    outbox.explained(analyses.write("stale", outbox));

    awaitTold("stale", "oncall Failed");
    assertThat(server.getRequestCount()).as("once even so").isEqualTo(1);
    assertThat(told("stale").message()).contains("answers 500");
    assertThat(count("Failed")).isEqualTo(1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        client
                            .events()
                            .v1()
                            .events()
                            .inNamespace(analyses.namespace())
                            .list()
                            .getItems())
                    .filteredOn(event -> "stale".equals(event.getRegarding().getName()))
                    .extracting(Event::getReason)
                    .containsExactly("NotificationFailed"));
  }

  @Test
  void oneThatIsNeverTakenIsGivenUpAtOnce() {
    answer(400);
    Outbox outbox = outbox(to("oncall"));

    outbox.explained(analyses.write("refused", outbox));

    awaitTold("refused", "oncall Failed");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void whomNobodyHasConfiguredAnyMoreIsNotTold() {
    Outbox before = outbox(to("gone"));
    analyses.write("gone", before);

    outbox().seen(analyses.view("gone"));

    awaitTold("gone", "gone Failed");
    assertThat(told("gone").message()).contains("not configured");
    assertThat(server.getRequestCount()).isZero();
  }

  /** They all write at the same object. */
  @Test
  void manyAreToldOfOne() {
    String[] many = IntStream.range(0, 12).mapToObj(i -> to("to-" + i)).toArray(String[]::new);
    IntStream.range(0, 12).forEach(_ -> answer(200));
    Outbox outbox = outbox(many);

    outbox.explained(analyses.write("many", outbox));

    awaitTold(
        "many", IntStream.range(0, 12).mapToObj(i -> "to-" + i + " Sent").toArray(String[]::new));
    assertThat(server.getRequestCount()).isEqualTo(12);
  }

  @Test
  void isNotSentAgainWhereItsEndCouldNotBeWritten() {
    answer(200);
    var writes = new AtomicInteger();
    Analyses failing =
        new Analyses() {
          private final Analyses real = new KubernetesAnalyses(client);

          @Override
          public @Nullable DumpAnalysis read(String namespace, String name) throws Trouble {
            return real.read(namespace, name);
          }

          @Override
          public DumpAnalysis write(DumpAnalysis changed) throws Trouble {
            if (writes.incrementAndGet() < 4) {
              throw new Trouble(new Failure.Unanswered("The API server is away."));
            }
            return real.write(changed);
          }

          @Override
          public boolean isOpenedBy(Opener.Standing opener, String name) throws Trouble {
            return real.isOpenedBy(opener, name);
          }

          @Override
          public @Nullable Pod pod(String namespace, String name) throws Trouble {
            return real.pod(namespace, name);
          }
        };
    Outbox outbox = outbox(failing, to("oncall"));

    outbox.explained(analyses.write("unwritten", outbox));

    awaitTold("unwritten", "oncall Sent");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** Helm does not upgrade CRDs, and an API server drops fields that it does not know. */
  @Test
  void thatOldCrdsKeepAnybodyFromBeingToldIsSaid() {
    Outbox outbox = outbox(to("oncall"));
    DumpAnalysis written = analyses.write("pruned", Notices.NONE);

    outbox.explained(written);

    assertThat(count("Failed")).isEqualTo(1);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void oneThatWasDeletedIsForgotten() {
    answer(200);
    Outbox outbox = outbox(to("oncall"));
    DumpAnalysis written = analyses.write("deleted", outbox);
    client.resource(written).delete();

    outbox.explained(written);
    outbox.explained(analyses.write("after", outbox));

    awaitTold("after", "oncall Sent");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private void awaitTold(String name, String... outcomes) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(analyses.outcomes(name)).containsExactly(outcomes));
  }

  private Notified told(String name) {
    return analyses.told(name).getFirst();
  }

  private double count(String outcome) {
    return meters
        .counter("stuckpod_notifications", "notification", "oncall", "outcome", outcome)
        .count();
  }

  private void answer(int code) {
    server.enqueue(new MockResponse(code, Headers.of(), ""));
  }

  private Outbox outbox(String... addresses) {
    return outbox(new KubernetesAnalyses(client), addresses);
  }

  private Outbox outbox(Analyses at, String... addresses) {
    List<Address> all =
        Addresses.read(List.of(addresses).stream().collect(Collectors.joining(",", "[", "]")));
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    var reporter = new NotifyReporter(new EventRecorder(client, clock, "test"), meters);
    var post =
        new Post(new OwnSecrets(client, analyses.namespace())::read, clock, Duration.ofSeconds(3));
    var outbox =
        new Outbox(
            all,
            new Delivery(at, post, reporter, clock),
            reporter,
            new Pauses(Duration.ofMillis(10), Duration.ofMillis(50)));
    open.add(outbox);
    return outbox;
  }

  private String to(String name) {
    return address(name, "webhook", server.url("/").toString(), "");
  }

  private static String address(String name, String type, String url, String more) {
    return "{\"name\": \"%s\", \"type\": \"%s\", \"url\": \"%s\"%s}"
        .formatted(name, type, url, more);
  }
}
