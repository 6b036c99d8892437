package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.FreePort;
import dev.stuckpod.protocol.Announcement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;

/**
 * A sidecar in a process of its own with its image's flags. It is asked as an operator asks: by a
 * new connection each time, no second try, with the operator's own deadlines.
 */
final class SidecarProcess implements AutoCloseable {

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final Path directory;
  private final int port;
  private final Process process;
  private final OkHttpClient operator;

  /**
   * Starts it.
   *
   * @param flags of the JVM, beside the image's
   */
  SidecarProcess(Path directory, Class<?> program, String... flags)
      throws IOException, CertificateException {
    this.directory = directory;
    port = FreePort.find();
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@jvm.flags");
    words.addAll(List.of(flags));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    var builder =
        new ProcessBuilder(words)
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
    process = builder.start();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> log().contains("listening on"));
    operator = operator();
  }

  int port() {
    return port;
  }

  String log() throws IOException {
    return Files.readString(directory.resolve("log"), StandardCharsets.UTF_8);
  }

  /** Asks as the operator does. */
  Response ask(String path) throws IOException {
    return send(new Request.Builder(), path);
  }

  /** Sends a request to a path as the operator does. */
  Response send(Request.Builder request, String path) throws IOException {
    return operator.newCall(request.url("https://127.0.0.1:" + port + path).build()).execute();
  }

  void assertIsAlive() throws Exception {
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).as(log()).isFalse();
  }

  private OkHttpClient operator() throws IOException, CertificateException {
    byte[] der = Base64.getDecoder().decode(Announcement.in(log()).orElseThrow().certificate());
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

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
