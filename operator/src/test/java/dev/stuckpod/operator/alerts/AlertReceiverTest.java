package dev.stuckpod.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.operator.entry.Asking;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered at the port, and what never gets behind it. */
class AlertReceiverTest {

  private static final Map<String, String> TILL =
      Map.of("alertname", "NothingMoves", "namespace", "shop", "pod", "till-0");
  private static final String FIRING =
      Payloads.of(Payloads.firing("00ff", "2026-01-15T12:00:00Z", TILL));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Suspect> suspects = Collections.synchronizedList(new ArrayList<>());
  private final HttpClient http = HttpClient.newHttpClient();
  private final Ticking clock = new Ticking();
  private Taken answer = Taken.Opened;
  private boolean leading = true;
  private CountDownLatch working = new CountDownLatch(0);

  @TempDir private Path folder;
  private Path token = Path.of("");
  private AlertReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    token = Files.writeString(folder.resolve("token"), "secret\n");
    receiver = receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
    http.close();
  }

  private AlertReceiver receiver() throws IOException {
    return new AlertReceiver(
        new ReceiverEnvironment(0, token, null, Asking.ANYONE, PodLabels.USUAL),
        () -> leading,
        this::take,
        meters,
        clock);
  }

  private List<Taken> take(String namespace, List<Suspect> all, long truncated) {
    if (namespace.equals("broken")) {
      throw new IllegalStateException("no API server");
    }
    suspects.addAll(all);
    try {
      working.await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    return all.stream().map(_ -> answer).toList();
  }

  @Test
  void takesWhatComesWithTheToken() throws Exception {
    HttpResponse<String> answered = post(FIRING, "Bearer secret");

    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.body()).isEqualTo("1 Opened\n");
    assertThat(suspects).extracting(Suspect::pod).containsExactly("till-0");
    assertThat(meters.counter("stuckpod_alerts", "outcome", "Opened").count()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer secre", "Bearer secrets", "Basic secret", "x"})
  void takesNothingWithoutIt(String authorization) throws Exception {
    HttpResponse<String> answered = post(FIRING, authorization);

    assertThat(answered.statusCode()).isEqualTo(401);
    assertThat(answered.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(suspects).isEmpty();
  }

  @Test
  void readsNothingOfAStrangersBody() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
      socket
          .getOutputStream()
          .write(
              "POST /alerts HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(all).startsWith("HTTP/1.1 401 "); // though none of its thousand bytes has come
    }
  }

  @Test
  void knowsTheTokenThatIsInTheFileNow() throws Exception {
    assertThat(post(FIRING, "Bearer secret").statusCode()).isEqualTo(200);
    Files.writeString(token, "another");
    clock.tick();

    assertThat(post(FIRING, "Bearer secret").statusCode()).isEqualTo(401);
    assertThat(post(FIRING, "Bearer another").statusCode()).isEqualTo(200);

    Files.delete(token);
    clock.tick();
    assertThat(post(FIRING, "Bearer another").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void doesNotOpenWithoutAToken(String none) throws Exception {
    Files.writeString(token, none);

    assertThatThrownBy(this::receiver)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alertReceiver.bearerTokenSecret");
  }

  @Test
  void sendsAlertmanagerToTheLeader() throws Exception {
    leading = false;

    HttpResponse<String> answered = post(FIRING, "Bearer secret");

    assertThat(answered.statusCode()).isEqualTo(503);
    assertThat(answered.headers().firstValue("Connection")).contains("close");
    assertThat(suspects).isEmpty();
  }

  @Test
  void asksForAllAgainWhereSomeHasToWaitOrFailed() throws Exception {
    answer = Taken.Later;
    assertThat(post(FIRING, "Bearer secret").statusCode()).isEqualTo(503);

    answer = Taken.Opened;
    String two =
        Payloads.of(
            Payloads.firing("0", "2026-01-15T12:00:00Z", Map.of("namespace", "broken", "pod", "a")),
            Payloads.firing("1", "2026-01-15T12:00:00Z", TILL));
    suspects.clear();
    assertThat(post(two, "Bearer secret").statusCode()).isEqualTo(503);
    assertThat(suspects).extracting(Suspect::pod).containsExactly("till-0"); // it is not lost
  }

  @Test
  void takesEachAlertOfAGroupThatMixesPods() throws Exception {
    HttpResponse<String> answered =
        post(
            Payloads.of(
                7,
                alert("a", Map.of("namespace", "shop", "pod", "till-0")),
                alert("b", Map.of("namespace", "stock", "pod", "hub-1")),
                alert("c", Map.of("namespace", "shop", "pod", "till/../0")),
                alert("d", Map.of("namespace", "sh\nop", "pod", "till-0")),
                alert("e", Map.of("alertname", "NodeDown")),
                Payloads.alert("resolved", "f", "2026-01-15T12:00:00Z", TILL)),
            "Bearer secret");

    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.body())
        .isEqualTo("2 Opened, 1 Resolved, 3 NoPodNamed, and 7 more that were truncated\n");
    assertThat(suspects).extracting(Suspect::pod).containsExactly("till-0", "hub-1");
    assertThat(meters.counter("stuckpod_alerts_truncated").count()).isEqualTo(7);
    assertThat(meters.counter("stuckpod_alerts", "outcome", "Resolved").count()).isOne();
  }

  @Test
  void refusesWhatIsNoPayload() throws Exception {
    HttpResponse<String> answered = post("{\"version\": \"3\"}", "Bearer secret");

    assertThat(answered.statusCode()).isEqualTo(400);
    assertThat(answered.body()).contains("version 4");
    assertThat(meters.counter("stuckpod_alert_payloads_refused", "reason", "NotVersion4").count())
        .isOne();
  }

  @Test
  void refusesSixteenMegabytesBeforeTheyAreRead() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
      socket
          .getOutputStream()
          .write(
              "POST /alerts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret\r\nContent-Length: 16777216\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(all).startsWith("HTTP/1.1 413 ").contains("max_alerts");
    }
  }

  @Test
  void takesOfTenThousandAlertsAsManyAsItReads() throws Exception {
    ObjectNode[] many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> alert("f" + i, Map.of("namespace", "shop", "pod", "till-" + i)))
            .toArray(ObjectNode[]::new);

    HttpResponse<String> answered = post(Payloads.of(many), "Bearer secret");

    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.body()).isEqualTo("2000 Opened, and 8000 more that were truncated\n");
  }

  @Test
  void takesSoManyPayloadsAtOnce() throws Exception {
    var codes = new ArrayList<Integer>();
    for (int i = 0; i < 60; i++) {
      codes.add(post(Payloads.of(), "Bearer secret").statusCode());
    }

    assertThat(codes).containsOnly(200, 503).filteredOn(code -> code == 200).hasSize(50);
    clock.tick();
    assertThat(post(FIRING, "Bearer secret").statusCode()).isEqualTo(200);
  }

  /** Each is in memory until it is over, and what it leads to may take its time. */
  @Test
  void hasFewPayloadsInMemoryAtOnce() throws Exception {
    var over = new CountDownLatch(1);
    working = over;
    List<CompletableFuture<HttpResponse<String>>> all =
        IntStream.range(0, 8)
            .mapToObj(_ -> http.sendAsync(posting(), HttpResponse.BodyHandlers.ofString()))
            .toList();
    await().until(() -> all.stream().filter(CompletableFuture::isDone).count() == 6);
    over.countDown();

    var codes = new ArrayList<Integer>();
    for (CompletableFuture<HttpResponse<String>> one : all) {
      codes.add(one.get().statusCode());
    }
    assertThat(codes).filteredOn(code -> code == 200).hasSize(WebhookHandler.AT_WORK);
    assertThat(codes).filteredOn(code -> code == 503).hasSize(8 - WebhookHandler.AT_WORK);
  }

  private HttpRequest posting() {
    return request("/alerts", "Bearer secret")
        .POST(HttpRequest.BodyPublishers.ofString(FIRING))
        .build();
  }

  @Test
  void answersNothingElse() throws Exception {
    assertThat(send(request("/alerts", "Bearer secret").GET()).statusCode()).isEqualTo(405);
    assertThat(send(request("/", "Bearer secret").GET()).statusCode()).isEqualTo(404);
  }

  private static ObjectNode alert(String fingerprint, Map<String, String> labels) {
    return Payloads.firing(fingerprint, "2026-01-15T12:00:00Z", labels);
  }

  private HttpResponse<String> post(String body, String authorization) throws Exception {
    return send(request("/alerts", authorization).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String authorization) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + path));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Stands still until it is told to go on. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-01-15T12:00:00Z");

    void tick() {
      now = now.plus(Duration.ofSeconds(1));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
