package dev.stuckpod.operator.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.SourceAuth.SecretKeyRef;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.notify.address.Addresses;
import dev.stuckpod.operator.secrets.OwnSecrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an address answers, or does not. */
class PostTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T06:00:00Z"), ZoneOffset.UTC);

  private final MockWebServer server = new MockWebServer();
  private final Map<SecretKeyRef, OwnSecrets.Read> secrets = new HashMap<>();
  private final Post post = post(Duration.ofSeconds(30));

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsJsonAndSaysWhichIncidentItIs() throws Exception {
    server.enqueue(new MockResponse(204, Headers.of(), ""));

    Reply reply = post.send(address("webhook", url("/hook?a=b"), ""), "0b1c", "{\"a\": 1}");

    assertThat(reply).isEqualTo(new Reply.Taken());
    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("POST /hook?a=b HTTP/1.1");
    assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
    assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("0b1c");
    assertThat(request.getHeaders().get("Authorization")).isNull();
    assertThat(Objects.requireNonNull(request.getBody()).utf8()).isEqualTo("{\"a\": 1}");
  }

  @ParameterizedTest
  @CsvSource({
    "/, /api/v2/alerts",
    "/alertmanager, /alertmanager/api/v2/alerts",
    "/alertmanager/, /alertmanager/api/v2/alerts",
  })
  void findsAnAlertmanagersApi(String base, String path) throws Exception {
    server.enqueue(new MockResponse(200, Headers.of(), ""));

    post.send(address("alertmanager", url(base), ""), "id", "[]");

    assertThat(server.takeRequest().getRequestLine()).isEqualTo("POST " + path + " HTTP/1.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | invalid_payload | Never | answers 400 (invalid_payload).
          413 | | Never | answers 413.
          401 | | Later | answers 401.
          404 | no_service | Later | answers 404 (no_service).
          429 | | Later | answers 429.
          500 | <html> | Later | answers 500 (<html>).
          503 | | Later | answers 503.
          302 | | Later | answers 302, and redirects are not followed
          307 | | Later | answers 307, and redirects are not followed
          """)
  void whatIsNotTakenIsSaid(int code, String body, String reply, String said) {
    server.enqueue(
        new MockResponse(
            code,
            Headers.of("Location", "http://169.254.169.254/latest", "Retry-After", "7"),
            body == null ? "" : body));

    Reply got = post.send(address("webhook", url("/"), ""), "id", "{}");

    assertThat(got.getClass().getSimpleName()).isEqualTo(reply);
    assertThat(got.toString()).contains(said).doesNotContain("169.254");
    assertThat(server.getRequestCount()).as("nobody is led elsewhere").isEqualTo(1);
    if (got instanceof Reply.Later later && code == 429) {
      assertThat(later.notBefore()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void oneThatHangsIsLeftAfterItsTime() throws Exception {
    try (var hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + hanging.getLocalPort();

      Reply reply = post(Duration.ofMillis(300)).send(address("webhook", url, ""), "id", "{}");

      assertThat(reply).isInstanceOf(Reply.Later.class);
      assertThat(reply.toString()).contains("127.0.0.1 does not answer (timeout)");
    }
  }

  @Test
  void nobodyAndGarbageAreSaid() throws Exception {
    try (var garbage = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(garbage, "\u0000\u001b[31mgarbage\r\n\r\n"));
      String url = "http://127.0.0.1:" + garbage.getLocalPort();

      Reply reply = post.send(address("webhook", url, ""), "id", "{}");

      assertThat(reply).isInstanceOf(Reply.Later.class);
      assertThat(reply.toString()).contains("does not answer").doesNotContain("\u001b");
    }
    assertThat(post.send(address("webhook", "http://127.0.0.1:1", ""), "id", "{}").toString())
        .contains("127.0.0.1 does not answer");
  }

  /** What comes without an end is not read. */
  @Test
  void aHugeAnswerIsTakenByItsFirstLine() {
    server.enqueue(new MockResponse(200, Headers.of(), "x".repeat(8 << 20)));
    server.enqueue(new MockResponse(500, Headers.of(), "x".repeat(8 << 20)));
    Address address = address("webhook", url("/"), "");

    assertThat(post.send(address, "id", "{}")).isEqualTo(new Reply.Taken());
    assertThat(post.send(address, "id", "{}").toString()).hasSizeLessThan(250);
  }

  @Test
  void secretsAreSentAndNeverSaid() throws Exception {
    secrets.put(key("url"), new OwnSecrets.Found(url("/services/T0/B0/hidden?k=hushhush")));
    secrets.put(key("token"), new OwnSecrets.Found("topsecret"));
    Address address =
        Addresses.read(
                """
                [{"name": "a", "type": "slack", "secretRef": {"name": "s", "key": "url"}, "plainHttp": true,
                  "bearerTokenSecret": {"name": "s", "key": "token"}}]
                """)
            .getFirst();
    for (String body :
        new String[] {
          "no /services/T0/B0/hidden",
          "topsecret?",
          "k=hushhush",
          "no hushhush",
          "x".repeat(115) + "topsecret"
        }) {
      server.enqueue(new MockResponse(403, Headers.of(), body));

      Reply reply = post.send(address, "id", "{}");

      assertThat(reply.toString())
          .contains(server.getHostName() + " answers 403.")
          .doesNotContain("hidden", "tops", "hush");
    }
    assertThat(server.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Bearer topsecret");
  }

  @Test
  void secretsDoNotGoOverPlainHttpUnlessThatIsSaid() {
    secrets.put(key("url"), new OwnSecrets.Found(url("/services/hidden")));

    Reply reply = post.send(ofSecret(), "id", "{}");

    assertThat(reply.toString()).contains("Nothing was sent", "plainHttp").doesNotContain("hidden");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aSecretThatIsNotThereIsSaid() {
    secrets.put(key("url"), new OwnSecrets.Missing("Secret s has no key url."));
    assertThat(post.send(ofSecret(), "id", "{}").toString()).contains("Secret s has no key url.");

    secrets.put(key("url"), new OwnSecrets.Forbidden());
    assertThat(post.send(ofSecret(), "id", "{}").toString()).contains("may not read Secret s");

    secrets.put(key("url"), new OwnSecrets.Found("hooks.example.com/hidden"));
    assertThat(post.send(ofSecret(), "id", "{}").toString())
        .contains("no URL")
        .doesNotContain("hidden");
  }

  @Test
  void trustsWhomItsSecretSaysAndNobodyElse() throws Exception {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    try (var tls = new MockWebServer()) {
      tls.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
      tls.enqueue(new MockResponse(200, Headers.of(), ""));
      tls.start();
      String url = "https://localhost:" + tls.getPort();
      secrets.put(key("ca"), new OwnSecrets.Found(certificate.certificatePem()));

      assertThat(post.send(address("webhook", url, ""), "id", "{}"))
          .isInstanceOf(Reply.Later.class);
      assertThat(
              post.send(
                  address("webhook", url, ", \"caSecret\": {\"name\": \"s\", \"key\": \"ca\"}"),
                  "id",
                  "{}"))
          .isEqualTo(new Reply.Taken());
    }
  }

  private static void answer(ServerSocket garbage, String text) {
    try (Socket socket = garbage.accept()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Post post(Duration patience) {
    return new Post(
        ref -> Objects.requireNonNull(secrets.get(ref), ref.toString()), CLOCK, patience);
  }

  private String url(String path) {
    return server.url(path).toString();
  }

  private static SecretKeyRef key(String key) {
    return new SecretKeyRef("s", key);
  }

  private static Address ofSecret() {
    return Addresses.read(
            """
            [{"name": "a", "type": "slack", "secretRef": {"name": "s", "key": "url"}}]
            """)
        .getFirst();
  }

  private static Address address(String type, String url, String more) {
    return Addresses.read(
            """
            [{"name": "a", "type": "%s", "url": "%s"%s}]
            """
                .formatted(type, url, more))
        .getFirst();
  }
}
