package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.incident.port.Rescued;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  private static final String AT = TestClock.START.toString();

  private static final AttemptResult RESULT =
      new AttemptResult(
          "kept",
          AttemptResult.State.Done,
          CaptureMethod.ProcMem,
          Reason.DumpTaken,
          "Read from memory: 1 goroutines",
          AT,
          AT,
          null);

  @TempDir Path folder;
  private World world;

  @BeforeEach
  void anAppThatWasRestarted() throws IOException {
    world = world(new Trigger("frozen", null, LastLook.RULE, List.of()));
  }

  private World world(@Nullable Trigger trigger) throws IOException {
    var spec =
        DumpAnalysisSpecBuilder.builder()
            .podName(App.POD)
            .podUID(App.UID)
            .containerID(App.FIRST)
            .samples(1);
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

  @Test
  void whatWasFetchedBeforeThePodWasGoneIsTheirDump() throws IOException {
    Path file = folder.resolve("rescued.gz");
    PackedDump dump =
        PackedDump.write(
            new ByteArrayInputStream(DUMP.getBytes(StandardCharsets.UTF_8)),
            file,
            Files.newOutputStream(file));
    world.rescues(
        (namespace, uid, container) ->
            List.of(namespace, uid, container).equals(List.of("shop", App.UID, "a"))
                ? Optional.of(new Rescued.Rescue(kept("a"), RESULT, dump, List.of()))
                : Optional.empty());
    world.app.delete();

    world.run();

    assertThat(world.captured().getStatus()).as(world.captured().getMessage()).isEqualTo("True");
    assertThat(world.dumps()).hasSize(1);
    world.assertEndedWell();
  }

  /** One that goes on running is dumped as ever. */
  @Test
  void whatWasFetchedOfAContainerThatRunsIsNotOfAnotherIncident() throws IOException {
    world = world(null);
    world.rescues(
        (_, _, _) -> {
          throw new AssertionError("asked for");
        });

    world.run();

    assertThat(world.dumps()).isEmpty();
    world.assertEndedWell();
  }

  private static KeptDump kept(String containerID) {
    return new KeptDump("kept", CaptureMethod.ProcMem, containerID, 7, 8, AT, 1, "1 waits");
  }

  private void keep(String containerID) throws IOException {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(DUMP.getBytes(StandardCharsets.UTF_8));
    }
    world.sidecar.keeps(kept(containerID), gzip.toByteArray(), RESULT);
  }
}
