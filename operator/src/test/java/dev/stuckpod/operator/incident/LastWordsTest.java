package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents whose container ended, of which its sidecar has kept a dump. */
class LastWordsTest {

  private static final String DUMP =
      """
      goroutine 1 [sync.Mutex.Lock, 3 minutes]:
      main.main()
      \t/src/main.go:7 +0x1d

      """;

  @TempDir Path folder;
  private World world;

  @BeforeEach
  void anAppThatWasRestarted() throws IOException {
    world = world(new Trigger("frozen", null, LastLook.RULE, List.of()));
  }

  private World world(@Nullable Trigger trigger) throws IOException {
    var spec = DumpAnalysisSpecBuilder.builder().podName(App.POD).containerID(App.FIRST).samples(1);
    return new World(
        App.Kind.GO_SIGNALLED,
        Files.createDirectories(folder.resolve("w" + (trigger == null))),
        (trigger == null ? spec : spec.trigger(trigger)).build());
  }

  private void restart() {
    world.app.kubeletKills();
    world.clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void whatWasKeptIsTheirDump() throws IOException {
    restart();
    keep("a");

    world.run();

    assertThat(world.captured().getStatus()).as(world.captured().getMessage()).isEqualTo("True");
    assertThat(world.captured().getMessage()).startsWith("1 dump by ProcMem");
    assertThat(Objects.requireNonNull(world.api.stored().getStatus().capture()).attempts())
        .extracting(Attempt::id, Attempt::outcome, Attempt::containerID)
        .containsExactly(tuple("kept", "DumpTaken", App.FIRST));
    assertThat(world.dumps()).hasSize(1);
    world.assertEndedWell();
  }

  @Test
  void soItIsOfAnIncidentThatCameTooLate() throws IOException {
    world = world(null);
    restart();
    keep("a");

    world.run();

    assertThat(world.dumps()).hasSize(1);
    world.assertEndedWell();
  }

  @Test
  void whatIsOfAnotherContainerIsNot() throws IOException {
    restart();
    keep("other");

    world.run();

    assertThat(world.captured().getReason()).isEqualTo("ContainerReplaced");
    assertThat(world.dumps()).isEmpty();
    world.assertEndedWell();
  }

  @Test
  void ofAPodThatIsGoneNothingCanBeHad() throws IOException {
    keep("a");
    world.app.delete();

    world.run();

    assertThat(world.captured().getReason()).isEqualTo("PodGone");
    world.assertEndedWell();
  }

  private void keep(String containerID) throws IOException {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(DUMP.getBytes(StandardCharsets.UTF_8));
    }
    String at = TestClock.START.toString();
    world.sidecar.keeps(
        new KeptDump("kept", CaptureMethod.ProcMem, containerID, 7, 8, at, 1, "1 waits"),
        gzip.toByteArray(),
        new AttemptResult(
            "kept",
            AttemptResult.State.Done,
            CaptureMethod.ProcMem,
            Reason.DumpTaken,
            "Read from memory: 1 goroutines",
            at,
            at,
            null));
  }
}
