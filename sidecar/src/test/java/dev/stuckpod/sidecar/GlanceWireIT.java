package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.proc.ProcStat;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.Glance.Goroutines;
import dev.stuckpod.protocol.Glance.Waiters;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.LockKind;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
 * Glances as an operator asks for them, of a sidecar in a process of its own with the image's
 * flags.
 */
class GlanceWireIT {

  private static final int MANY = 10_000;

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
  void twentyThousandThatStandAreSeenAgainAndAgainInItsHeap() throws Exception {
    GlanceRequest request = request(apps.startReady(apps.queues(), Integer.toString(MANY), "0"));

    Glance glance = glance(request);
    for (int i = 2; i <= 20; i++) {
      glance = later(request, glance);
      assertThat(glance.fault(request)).as(glance.toString()).isEmpty();
      Goroutines seen = Objects.requireNonNull(glance.goroutines(), glance::toString);
      assertThat(seen.unread()).isZero();
      assertThat(seen.waiters())
          .extracting(Waiters::kind, Waiters::count, Waiters::notRun, Waiters::oldestGlances)
          .containsExactly(
              tuple(LockKind.Mutex, MANY + 1, MANY + 1, i),
              tuple(LockKind.RWMutexRead, MANY, MANY, i),
              tuple(LockKind.RWMutexWrite, 1, 1, i));
    }

    sidecar.assertIsAlive();
    assertThat(sidecar.log()).doesNotContain("failed");
  }

  @Test
  void severalProcessesAreGlancedAtInTurns() throws Exception {
    String queues = apps.queues();
    List<GlanceRequest> requests =
        List.of(
            request(apps.startReady(queues, "3", "0")),
            request(apps.startReady(queues, "5", "0")),
            request(apps.startReady("sh", "-c", "echo ready; read line")));

    for (int i = 0; i < 3; i++) {
      assertThat(mutexes(glance(requests.get(0)))).isEqualTo(4);
      assertThat(mutexes(glance(requests.get(1)))).isEqualTo(6);
      assertThat(Objects.requireNonNull(glance(requests.get(2)).threads()).count()).isEqualTo(1);
    }
  }

  @Test
  void aProcessThatIsNotInTheContainerIsRefused() throws Exception {
    GlanceRequest right = request(apps.startReady(apps.queues(), "1", "0"));

    Glance glance = glance(new GlanceRequest("another", right.pid(), right.startTime()));

    assertThat(glance.refusal()).isEqualTo(Reason.ProcessChanged);
  }

  @Test
  void whatIsNoGlanceIsABadRequest() throws Exception {
    for (String body : List.of("{}", "null", "[]", "<html>", "{\"pid\":1,\"startTime\":2}")) {
      try (Response response = ask(body.getBytes(StandardCharsets.UTF_8))) {
        assertThat(response.code()).as(body).isEqualTo(400);
      }
    }
  }

  private static int mutexes(Glance glance) {
    return Objects.requireNonNull(glance.goroutines(), glance::toString).waiters().stream()
        .filter(group -> group.kind() == LockKind.Mutex)
        .mapToInt(Waiters::count)
        .sum();
  }

  private static GlanceRequest request(Process app) throws Exception {
    ProcStat stat = ProcStat.read(Path.of("/proc", Long.toString(app.pid()), "stat"));
    return new GlanceRequest(
        Long.toString(app.pid()), Math.toIntExact(app.pid()), stat.startTime());
  }

  /** Another than the one before, which those that come too soon are told again. */
  private Glance later(GlanceRequest request, Glance before) {
    return Awaitility.await()
        .until(() -> glance(request), glance -> glance.atNanos() != before.atNanos());
  }

  private Glance glance(GlanceRequest request) throws Exception {
    try (Response response = ask(Wire.write(request))) {
      byte[] body = response.body().bytes();
      assertThat(response.code()).as(new String(body, StandardCharsets.UTF_8)).isEqualTo(200);
      assertThat(body).hasSizeLessThanOrEqualTo(Glance.LONGEST);
      return Wire.read(body, Glance.class);
    }
  }

  private Response ask(byte[] body) throws Exception {
    return sidecar.send(
        new Request.Builder().post(RequestBody.create(body, MediaType.get("application/json"))),
        Wire.GLANCES);
  }
}
