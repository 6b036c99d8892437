package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.SidecarStatus;
import dev.stuckpod.protocol.Wire;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.server.Server;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.tls.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server as the operator meets it: okhttp, mutual TLS, an authority that issues the client's
 * certificate.
 */
class ServerIT {

  @TempDir Path spool;

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final HeldCertificate operator =
      new HeldCertificate.Builder().signedBy(authority).build();
  private Credential sidecar;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    sidecar = Credential.selfSigned("stuckpod-sidecar", "127.0.0.1", Instant.now());
    server = start(Clock.systemUTC());
  }

  @SuppressWarnings("SystemOut") // as a container's log
  private Server start(Clock clock) throws Exception {
    Proc proc = new Proc(Path.of("/proc"));
    return Opening.of(
            new Opening.Ground(
                sidecar,
                List.of(authority.certificate()),
                new Spool(spool, 1 << 20),
                Self.read(proc),
                new Signals(proc),
                clock,
                System.out::println))
        .opener()
        .open(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theOperatorIsAnswered() throws IOException {
    try (Response response = get(client(operator), Wire.STATUS)) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.handshake().tlsVersion()).hasToString("TLS_1_3");
      SidecarStatus status = Wire.read(response.body().bytes(), SidecarStatus.class);
      assertThat(status.versions()).contains(1);
    }
  }

  @Test
  void whatTheProtocolDoesNotNameIsNotThere() throws IOException {
    for (String path :
        List.of("/", "/v1", "/v1/attempts/..%2f..%2fetc", "/v2/status", "/v1/attempts/unknown")) {
      try (Response response = get(client(operator), path)) {
        assertThat(response.code()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void aSignalThatAnEarlierSidecarMayHaveSentIsNotSent() throws Exception {
    server.close();
    server =
        start(Clock.offset(Clock.systemUTC(), Duration.ofHours(1))); // began after all requests

    assertThat(post("a", CaptureMethod.SigQuit, Instant.now().plusSeconds(60))).isEqualTo(404);
    assertThat(post("b", CaptureMethod.Jcmd, Instant.now().plusSeconds(60))).isEqualTo(200);
    assertThat(post("c", CaptureMethod.SigQuit, Instant.EPOCH))
        .as("refused as late")
        .isEqualTo(200);
  }

  private int post(String id, CaptureMethod method, Instant expiresAt) throws IOException {
    var request =
        new AttemptRequest(id, method, "0123456789abcdef", 1, 1, expiresAt.toString(), true);
    Request post =
        new Request.Builder()
            .url("https://127.0.0.1:" + server.port() + Wire.ATTEMPTS)
            .post(RequestBody.create(Wire.write(request), null))
            .build();
    try (Response response = client(operator).newCall(post).execute()) {
      return response.code();
    }
  }

  @Test
  void aClientWithoutACertificateIsRefused() {
    assertThatThrownBy(() -> get(anonymous(), Wire.STATUS)).isInstanceOf(IOException.class);
  }

  @Test
  void aClientOfAnotherAuthorityIsRefused() {
    assertThatThrownBy(() -> get(client(new HeldCertificate.Builder().build()), Wire.STATUS))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aSidecarOfAnotherCertificateIsNotTrusted() throws Exception {
    Credential other = Credential.selfSigned("stuckpod-sidecar", "127.0.0.1", Instant.now());
    HandshakeCertificates tls =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(other.certificate())
            .heldCertificate(operator)
            .build();
    assertThatThrownBy(() -> get(client(tls), Wire.STATUS)).isInstanceOf(IOException.class);
  }

  @Test
  void theTrainingForTheAheadOfTimeCacheEnds() throws Exception {
    Training.run(List.of());
  }

  private OkHttpClient anonymous() {
    return client(
        new HandshakeCertificates.Builder().addTrustedCertificate(sidecar.certificate()).build());
  }

  private OkHttpClient client(HeldCertificate own) {
    return client(
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(sidecar.certificate())
            .heldCertificate(own)
            .build());
  }

  private static OkHttpClient client(HandshakeCertificates tls) {
    return new OkHttpClient.Builder()
        .sslSocketFactory(tls.sslSocketFactory(), tls.trustManager())
        .build();
  }

  private Response get(OkHttpClient client, String path) throws IOException {
    return client
        .newCall(new Request.Builder().url("https://127.0.0.1:" + server.port() + path).build())
        .execute();
  }
}
