package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.flood.Flood;
import dev.stuckpod.sidecar.protocol.Announcement;
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
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sidecar with its image's memory, and strangers at its port. It is asked as an operator asks: by
 * a new connection each time, no second try, with the operator's own deadlines. Memory that is
 * short anywhere would end it here.
 */
class FloodIT {

  private static final String STRANGER = "127.0.0.2";
  private static final Duration AT_ONCE = Duration.ofMillis(50);
  private static final int QUESTIONS = 20;

  @TempDir Path directory;

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private int port;
  private Process sidecar;
  private OkHttpClient operator;

  @BeforeEach
  void start() throws Exception {
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@jvm.flags",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                FloodedSidecar.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "STUCKPOD_CA", authority.certificatePem(),
                "STUCKPOD_POD_IP", "127.0.0.1",
                "STUCKPOD_PORT", Integer.toString(port),
                "STUCKPOD_SPOOL", directory.toString()));
    sidecar = builder.start();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> log().contains("listening on"));
    operator = operator();
  }

  @AfterEach
  void end() {
    sidecar.destroyForcibly().onExit().join();
  }

  @Test
  void unfinishedHandshakesOfAStrangerDoNotKeepTheOperatorOut() throws Exception {
    try (var _ = new Flood(port, 163, STRANGER, Flood.handshake(), AT_ONCE)) {
      askManyTimes();
    }
    assertIsAlive();
  }

  @Test
  void connectionsThatSayNothingDoNot() throws Exception {
    try (var _ = new Flood(port, 1000, STRANGER, new byte[0], AT_ONCE)) {
      askManyTimes();
    }
    assertIsAlive();
  }

  @Test
  void whatIsNoHandshakeDoesNot() throws Exception {
    try (var _ = new Flood(port, 163, STRANGER, Flood.endlessHeader(), AT_ONCE)) {
      askManyTimes();
    }
    assertIsAlive();
  }

  private void askManyTimes() throws IOException {
    for (int i = 0; i < QUESTIONS; i++) {
      var url = "https://127.0.0.1:" + port + Wire.STATUS;
      try (Response response = operator.newCall(new Request.Builder().url(url).build()).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
    }
  }

  private void assertIsAlive() throws Exception {
    assertThat(sidecar.waitFor(1, TimeUnit.SECONDS)).as(log()).isFalse();
    assertThat(log()).doesNotContain("OutOfMemoryError");
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("log"), StandardCharsets.UTF_8);
  }

  private OkHttpClient operator() throws Exception {
    Optional<Announcement> told = Announcement.in(log());
    byte[] der = Base64.getDecoder().decode(told.orElseThrow().certificate());
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    HandshakeCertificates tls =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate)
            .heldCertificate(new HeldCertificate.Builder().signedBy(authority).build())
            .build();
    return new OkHttpClient.Builder()
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
        .retryOnConnectionFailure(false)
        .connectTimeout(Duration.ofSeconds(3))
        .readTimeout(Duration.ofMinutes(1))
        .callTimeout(Duration.ofMinutes(1))
        .sslSocketFactory(tls.sslSocketFactory(), tls.trustManager())
        .build();
  }
}
