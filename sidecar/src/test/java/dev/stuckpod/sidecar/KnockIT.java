package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.Kept;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import dev.stuckpod.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers, the kubelet among them, knock at a sidecar in a process of its own with the image's
 * flags, beside a program that is stuck.
 */
class KnockIT {

  private static final int FLOOD = 1000;
  private static final String KNOCK = "GET " + Wire.KNOCK + " HTTP/1.1\r\n";

  @TempDir Path directory;
  private Apps apps;
  private SidecarProcess sidecar;

  @BeforeEach
  void start() throws Exception {
    apps = new Apps(Files.createDirectory(directory.resolve("apps")));
    sidecar =
        new SidecarProcess(
            Files.createDirectory(directory.resolve("sidecar")), GlancedSidecar.class);
  }

  @AfterEach
  void end() {
    sidecar.close();
    apps.close();
  }

  @Test
  void aThousandKnocksGiveOneDumpWhichTheOperatorFetches() throws Exception {
    Process app = apps.startReady(apps.queues(), "20", "0");
    var answers = new ConcurrentLinkedQueue<String>();
    List<Thread> flood = new ArrayList<>();
    for (int i = 0; i < FLOOD; i++) {
      flood.add(Thread.ofVirtual().start(() -> answers.add(knock(KNOCK + "X: y\r\n\r\n"))));
    }
    Kept kept =
        Awaitility.await()
            .until(() -> ask(new KeptRequest(false, 3000)), all -> !all.dumps().isEmpty());
    for (Thread one : flood) {
      one.join();
    }

    assertThat(answers.stream().filter(answer -> !answer.isEmpty()).distinct())
        .as("what they are told")
        .containsExactly("HTTP/1.1 200 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    KeptDump dump = kept.dumps().getFirst();
    assertThat(kept.dumps()).hasSize(1);
    assertThat(dump.pid()).isEqualTo(Math.toIntExact(app.pid()));
    assertThat(fetch(dump.attemptId())).contains("sync.(*RWMutex).RLock");
    assertThat(sidecar.log().lines().filter(line -> line.contains("kept "))).hasSize(1);
    assertThat(ask(new KeptRequest(true, 3000)).dumps()).as("asked again at once").hasSize(1);
    assertThat(app.isAlive()).isTrue();
    sidecar.assertIsAlive();
  }

  @Test
  void theAnswerIsTheSameWhatIsSeen() throws Exception {
    String idle = knock(KNOCK + "\r\n");
    apps.startReady(apps.queues(), "20", "0");
    assertThat(knock(KNOCK + "Content-Length: 9\r\n\r\n{\"a\": 1}\n"))
        .isIn(idle, "") // a connection that is closed with something unread may be reset
        .doesNotContain("kept");
    assertThat(knock(KNOCK + "\r\n")).isEqualTo(idle).isNotEmpty();
  }

  @Test
  void whoDripsKeepsNobodyOut() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), sidecar.port());
      socket.getOutputStream().write(KNOCK.getBytes(StandardCharsets.US_ASCII));
      slow.add(socket);
    }
    assertThat(ask(new KeptRequest(false, 0)).dumps()).isEmpty();
    for (Socket socket : slow) {
      assertThat(isClosed(socket)).isTrue();
      socket.close();
    }
    assertThat(knock(KNOCK + "\r\n")).isNotEmpty();
    sidecar.assertIsAlive();
  }

  @Test
  void whoHasNoCertificateGetsNothingElse() {
    for (String path : List.of(Wire.STATUS, Wire.KEPT, Wire.PROCESSES, Wire.GLANCES, "/")) {
      assertThat(knock("GET " + path + " HTTP/1.1\r\n\r\n")).as(path).isEmpty();
      assertThat(knock("POST " + path + " HTTP/1.1\r\n\r\n")).as(path).isEmpty();
    }
  }

  @Test
  void whatIsNoQuestionIsABadRequest() throws Exception {
    for (String body : List.of("null", "[]", "<html>", "3")) {
      try (Response response = post(body.getBytes(StandardCharsets.UTF_8))) {
        assertThat(response.code()).as(body).isEqualTo(400);
      }
    }
    try (Response response = post("{}".getBytes(StandardCharsets.UTF_8))) {
      assertThat(Wire.read(response.body().bytes(), Kept.class).dumps()).isEmpty();
    }
  }

  private Kept ask(KeptRequest request) throws IOException {
    try (Response response = post(Wire.write(request))) {
      assertThat(response.code()).isEqualTo(200);
      return Wire.read(response.body().bytes(), Kept.class);
    }
  }

  private Response post(byte[] body) throws IOException {
    return sidecar.send(
        new Request.Builder().post(RequestBody.create(body, MediaType.get("application/json"))),
        Wire.KEPT);
  }

  private String fetch(String attemptId) throws IOException {
    try (Response response = sidecar.ask(Wire.ATTEMPTS + "/" + attemptId + Wire.DUMP);
        var gzip = new GZIPInputStream(new ByteArrayInputStream(response.body().bytes()))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Whether the other end closes it, which it does in its own time. */
  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  /** What is told; nothing where the connection ends. */
  private String knock(String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), sidecar.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException thrownOut) {
      return "";
    }
  }
}
