package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.FreePort;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Go app that holds up whoever asks it, beside a JVM in another container. */
class HostileAppIT {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path directory;
  private Apps apps;

  @BeforeEach
  void look() throws IOException {
    apps = new Apps(directory);
  }

  @AfterEach
  void end() {
    apps.close();
  }

  @Test
  void isGivenUpAndKeepsNoOtherFromBeingDumped() throws Exception {
    Process jvm = apps.startJvm(JAVA);
    Process hostile = apps.startReady(apps.goApp(), "127.0.0.1:" + FreePort.find(), "drip");
    Awaitility.await()
        .until(() -> Apps.method(info(hostile), CaptureMethod.Pprof).reason() == Reason.Possible);
    AttemptRequest atTheHostile = request("hostile", info(hostile), CaptureMethod.Pprof);
    AttemptRequest atTheOther = request("other", info(jvm), CaptureMethod.Jcmd);

    CompletableFuture<AttemptResult> first =
        CompletableFuture.supplyAsync(() -> apps.attempts.make(atTheHostile));
    Awaitility.await().until(() -> apps.log().contains("asked"));
    AttemptResult second = apps.attempts.make(atTheOther);

    assertThat(second.reason()).as(second.message()).isEqualTo(Reason.DumpTaken);
    assertThat(first.get())
        .returns(State.Failed, AttemptResult::state)
        .returns(Reason.TimedOut, AttemptResult::reason);
    assertThat(Instant.parse(second.finishedAt()))
        .isBefore(Instant.parse(first.get().finishedAt()));
    assertThat(hostile.isAlive()).isTrue();
  }

  private ProcessInfo info(Process process) throws IOException {
    return apps.processes.find(Apps.CONTAINER).stream()
        .filter(info -> info.pid() == process.pid())
        .findFirst()
        .orElseThrow();
  }

  private static AttemptRequest request(String container, ProcessInfo info, CaptureMethod method) {
    return new AttemptRequest(
        UUID.randomUUID().toString(),
        method,
        container,
        info.pid(),
        info.startTime(),
        Instant.now().plusSeconds(60).toString(),
        false);
  }
}
