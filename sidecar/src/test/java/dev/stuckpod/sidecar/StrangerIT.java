package dev.stuckpod.sidecar;

import static dev.stuckpod.sidecar.Apps.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that SIGQUIT would end: each must live. */
class StrangerIT {

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
  void withoutAHandlerIsRefusedAndLives() throws Exception {
    assertIsRefused(apps.start("sleep", "60"));
  }

  @Test
  void thatStopsOnSigquitLikeAWebServerIsRefusedAndLives() throws Exception {
    assertIsRefused(
        apps.startReady("sh", "-c", "trap 'exit 0' QUIT; echo ready; while :; do sleep 1; done"));
  }

  @Test
  void ofManyProcessesTheFirstAreTold() throws Exception {
    Process first = apps.start("sleep", "60");
    for (int i = 0; i < 120; i++) {
      apps.start("sleep", "60");
    }

    List<ProcessInfo> told = apps.processes.find(Apps.CONTAINER);

    assertThat(told).hasSize(100);
    assertThat(told.getFirst().pid()).isEqualTo((int) first.pid());
  }

  private void assertIsRefused(Process app) throws IOException {
    for (CaptureMethod method : CaptureMethod.values()) {
      AttemptResult result = apps.attempts.make(request(apps.only(), method, true));

      assertThat(result.reason()).as(method.name()).isEqualTo(Reason.NotIdentified);
    }
    assertThat(app.isAlive()).isTrue();
    assertThat(app.onExit()).isNotDone();
  }
}
