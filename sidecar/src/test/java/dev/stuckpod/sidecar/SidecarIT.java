package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.sidecar.protocol.AttemptRequest;
import dev.stuckpod.sidecar.protocol.Method;
import dev.stuckpod.sidecar.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sidecar as its container runs it: a process with an environment, a log and an exit code. */
class SidecarIT {

  @TempDir Path directory;

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void theFirstLineOfItsLogIsTheCertificateThatItAnswersWith() throws Exception {
    int port = freePort();
    Process sidecar = startReady(port);

    OkHttpClient operator = operator(certificate(log().getFirst()));
    try (Response response =
        operator.newCall(new Request.Builder().url(url(port) + Wire.STATUS).build()).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
    assertThat(sidecar.isAlive()).isTrue();
  }

  @Test
  void itLogsEachAttempt() throws Exception {
    int port = freePort();
    startReady(port);
    var request =
        new AttemptRequest(
            "a-1", Method.SigQuit, "0123456789abcdef", 1, 1, "2026-01-01T00:00:00Z", true);

    assertThat(post(port, Wire.write(request))).isEqualTo(200);

    assertThat(log()).anyMatch(l -> l.contains("attempt a-1 SigQuit Refused Expired"));
  }

  @Test
  void anAttemptThatLacksAMemberIsABadRequest() throws Exception {
    int port = freePort();
    startReady(port);

    for (String body :
        List.of(
            "{}",
            "null",
            "{\"attemptId\":\"../../etc\"}",
            "{\"attemptId\":\"a\",\"method\":\"SigQuit\"}",
            "{\"attemptId\":\"a\",\"method\":\"SigKill\",\"containerID\":\"c\"}",
            "{\"attemptId\":\"a\",\"method\":\"SigQuit\",\"containerID\":\"c\"}")) {
      assertThat(post(port, body.getBytes(StandardCharsets.UTF_8))).as(body).isEqualTo(400);
    }
  }

  @Test
  void itEndsWhenItIsToldTo() throws Exception {
    Process sidecar = startReady(freePort());

    sidecar.destroy();

    assertThat(sidecar.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(sidecar.exitValue()).as("128 + SIGTERM").isEqualTo(143);
  }

  @Test
  void aTakenPortIsOneClearLineAndExitCodeTwo() throws Exception {
    try (var taken = new ServerSocket(0)) {
      Process sidecar = start(environment(taken.getLocalPort()));

      assertThat(sidecar.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(sidecar.exitValue()).isEqualTo(Sidecar.EXIT_USAGE);
      assertThat(log().getLast())
          .contains("port " + taken.getLocalPort() + " is taken")
          .contains("stuckpod.dev/port");
      assertThat(log()).hasSize(2).first().asString().startsWith(Wire.CERTIFICATE_LINE + " ");
    }
  }

  @Test
  void withoutItsEnvironmentItSaysWhoSetsIt() throws Exception {
    Process sidecar = start(Map.of());

    assertThat(sidecar.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(sidecar.exitValue()).isEqualTo(Sidecar.EXIT_USAGE);
    assertThat(log()).singleElement().asString().contains("STUCKPOD_CA").contains("webhook");
  }

  private Process startReady(int port) throws IOException {
    Process sidecar = start(environment(port));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> log().stream().anyMatch(line -> line.endsWith("listening on port " + port)));
    return sidecar;
  }

  private Map<String, String> environment(int port) {
    return Map.of(
        "STUCKPOD_CA", authority.certificatePem(),
        "STUCKPOD_POD_IP", "127.0.0.1",
        "STUCKPOD_PORT", Integer.toString(port),
        "STUCKPOD_SPOOL", directory.toString());
  }

  private Process start(Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Sidecar.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process sidecar = builder.start();
    started.add(sidecar);
    return sidecar;
  }

  private int post(int port, byte[] body) throws Exception {
    Request request =
        new Request.Builder()
            .url(url(port) + Wire.ATTEMPTS)
            .post(RequestBody.create(body, null))
            .build();
    try (Response response = operator(certificate(log().getFirst())).newCall(request).execute()) {
      return response.code();
    }
  }

  private OkHttpClient operator(X509Certificate sidecar) {
    HeldCertificate own = new HeldCertificate.Builder().signedBy(authority).build();
    HandshakeCertificates tls =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(sidecar)
            .heldCertificate(own)
            .build();
    return new OkHttpClient.Builder()
        .sslSocketFactory(tls.sslSocketFactory(), tls.trustManager())
        .build();
  }

  private static X509Certificate certificate(String line) throws Exception {
    assertThat(line).startsWith(Wire.CERTIFICATE_LINE + " ");
    byte[] der = Base64.getDecoder().decode(line.substring(line.indexOf(' ') + 1));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(directory.resolve("log"));
  }

  private static String url(int port) {
    return "https://127.0.0.1:" + port;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
