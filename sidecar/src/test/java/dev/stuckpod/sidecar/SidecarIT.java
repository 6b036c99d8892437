package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.FreePort;
import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sidecar as its container runs it: a process with an environment, a log and an exit code. */
class SidecarIT {

  @TempDir Path directory;

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final List<Process> started = new ArrayList<>();

  /** The app is not waited for where a sidecar has lived before. */
  @BeforeEach
  void liveBefore() throws IOException {
    Files.createFile(directory.resolve("life"));
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void theFirstLineOfItsLogIsTheCertificateThatItAnswersWith() throws Exception {
    Files.delete(directory.resolve("life"));
    int port = FreePort.find();
    Process sidecar = start(environment(port));
    awaitReadyBesideApps(port);

    awaitAnswer();
    assertThat(sidecar.isAlive()).isTrue();
  }

  @Test
  void itLogsEachAttempt() throws Exception {
    int port = FreePort.find();
    startReady(port);
    AttemptRequest late = attempt("a-1", CaptureMethod.Jcmd, Instant.now().minusMillis(1));

    assertThat(post(port, Wire.write(late))).isEqualTo(200);

    assertThat(log()).anyMatch(l -> l.contains("attempt a-1 Jcmd Refused Expired"));
  }

  @Test
  void anAttemptThatLacksAMemberIsABadRequest() throws Exception {
    int port = FreePort.find();
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
    Process sidecar = startReady(FreePort.find());

    sidecar.destroy();

    assertThat(sidecar.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(sidecar.exitValue()).as("128 + SIGTERM").isEqualTo(143);
  }

  @Test
  void whereTheAppHasThePortAnotherOneIsOpenAndTold() throws Exception {
    try (var taken = new ServerSocket(0)) {
      Process sidecar = start(environment(taken.getLocalPort()));
      awaitLog("listening on port ");

      int port = toldPort();
      assertThat(port).isNotEqualTo(taken.getLocalPort());
      assertThat(status(port)).isEqualTo(200);
      awaitLog("port " + taken.getLocalPort() + " is taken");
      assertThat(log().getLast()).contains("stuckpod.dev/port");
      assertThat(sidecar.isAlive()).isTrue();
    }
  }

  @Test
  void withoutItsEnvironmentItSaysWhoSetsItAndDoesNotEnd() throws Exception {
    Process sidecar = start(Map.of());
    awaitLog("nobody is answered");

    assertThat(log().getFirst()).contains("STUCKPOD_CA").contains("webhook");
    assertThat(log()).noneMatch(line -> Announcement.of(line).isPresent());
    assertThat(sidecar.isAlive()).isTrue();
  }

  @Test
  void aSettingThatCannotBeUsedIsSaidBehindTheFirstLine() throws Exception {
    int port = FreePort.find();
    var environment = new HashMap<>(environment(port));
    environment.put("STUCKPOD_SPOOL_BYTES", "much");
    environment.put("STUCKPOD_SPOOL", directory.resolve("none").toString());
    start(environment);
    awaitLog("STUCKPOD_SPOOL_BYTES is not a number: much");
    awaitLog("cannot keep a dump in its spool " + directory.resolve("none"));
    awaitReadyBesideApps(port);

    assertThat(Announcement.of(log().getFirst())).isPresent();
    awaitAnswer();
  }

  @Test
  void whatAnEarlierOneLeftIsGoneAndItsSignalsAreNotRepeated() throws Exception {
    for (String left : List.of("a.gz", "a.part", "0.sightings")) {
      Files.createFile(directory.resolve(left));
    }
    Files.setLastModifiedTime(directory.resolve("a.gz"), FileTime.fromMillis(1));
    int port = FreePort.find();
    startReady(port);

    assertThat(directory).isDirectoryNotContaining("glob:**.{gz,part,sightings}");
    Instant before = Instant.now().minusSeconds(60).plus(AttemptRequest.LIFETIME);
    assertThat(post(port, Wire.write(attempt("a", CaptureMethod.SigQuit, before)))).isEqualTo(404);
    assertThat(post(port, Wire.write(attempt("b", CaptureMethod.ProcMem, before)))).isEqualTo(200);
  }

  @Test
  void aRequestThatIsWithdrawnIsRefusedThoughItComesAfterAll() throws Exception {
    int port = FreePort.find();
    startReady(port);
    Instant withdrawn = Instant.parse(AttemptRequest.WITHDRAWN);
    Instant inTime = Instant.now().plus(AttemptRequest.LIFETIME);

    assertThat(post(port, Wire.write(attempt("w", CaptureMethod.SigQuit, withdrawn))))
        .isEqualTo(200);
    assertThat(post(port, Wire.write(attempt("w", CaptureMethod.SigQuit, inTime)))).isEqualTo(200);

    assertThat(log().stream().filter(line -> line.contains("attempt w SigQuit Refused Expired")))
        .hasSize(2);
  }

  private static AttemptRequest attempt(String id, CaptureMethod method, Instant expiresAt) {
    return new AttemptRequest(id, method, "0123456789abcdef", 1, 1, expiresAt.toString(), true);
  }

  private Process startReady(int port) throws IOException {
    Process sidecar = start(environment(port));
    awaitLog("listening on port " + port);
    return sidecar;
  }

  private void awaitLog(String words) {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> hasLogged(words));
  }

  /** Starts apps until one has come after the sidecar's first look, which waits for one. */
  private void awaitReadyBesideApps(int port) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              started.add(new ProcessBuilder("sleep", "100").start());
              return hasLogged("listening on port " + port);
            });
  }

  /**
   * Waits for an answer at the port that it tells: it leaves the one it has to a container that is
   * restarted, and here it sees all that this machine runs.
   */
  private void awaitAnswer() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> status(toldPort()) == 200);
  }

  private int toldPort() throws IOException {
    return Announcement.in(String.join("\n", log())).orElseThrow().port().orElseThrow();
  }

  private boolean hasLogged(String words) throws IOException {
    return log().stream().anyMatch(line -> line.contains(words));
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
                StuckpodSidecar.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process sidecar = builder.start();
    started.add(sidecar);
    return sidecar;
  }

  private int status(int port) throws Exception {
    return ask(new Request.Builder().url(url(port) + Wire.STATUS).build());
  }

  private int post(int port, byte[] body) throws Exception {
    return ask(
        new Request.Builder()
            .url(url(port) + Wire.ATTEMPTS)
            .post(RequestBody.create(body, null))
            .build());
  }

  private int ask(Request request) throws Exception {
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
    byte[] der = Base64.getDecoder().decode(Announcement.of(line).orElseThrow().certificate());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(directory.resolve("log"));
  }

  private static String url(int port) {
    return "https://127.0.0.1:" + port;
  }
}
