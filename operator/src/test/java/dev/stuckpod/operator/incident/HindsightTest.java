package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.operator.incident.port.Hindsight;
import dev.stuckpod.protocol.CaptureMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What readings were before is asked when an incident's turn comes, and written down at its end.
 */
class HindsightTest {

  private static final History PAST =
      new History(null, null, null, null, null, "Nothing was there.");

  /** Knows one answer, and who has asked. */
  private static final class Knowing implements Hindsight {
    private final List<DumpAnalysis> begun = new ArrayList<>();

    @Override
    public void begin(DumpAnalysis analysis) {
      begun.add(analysis);
    }

    @Override
    public @Nullable History of(DumpAnalysis analysis) {
      assertThat(begun).as("asked before").isNotEmpty();
      return PAST;
    }
  }

  private final Knowing past = new Knowing();

  @Test
  void standsBesideTheExplanation(@TempDir Path folder) {
    var world = new World(App.Kind.GO_IN_MEMORY, folder);
    world.remembers(past);

    DumpAnalysis explained = world.run();

    assertThat(world.analyzed().getReason()).isEqualTo("Explained");
    assertThat(Objects.requireNonNull(explained.getStatus()).history()).isEqualTo(PAST);
    assertThat(past.begun)
        .as("not before its turn can come")
        .allSatisfy(one -> assertThat(one.getStatus()).isNotNull());
  }

  @Test
  void standsThereWhereNoDumpCouldBeTaken(@TempDir Path folder) {
    var world =
        new World(
            App.Kind.GO_SIGNALLED,
            folder,
            DumpAnalysisSpecBuilder.builder()
                .podName(App.POD)
                .methods(List.of(CaptureMethod.ProcMem))
                .build());
    world.remembers(past);

    DumpAnalysis ended = world.run();

    assertThat(world.analyzed().getReason()).isEqualTo("NoDump");
    assertThat(Objects.requireNonNull(ended.getStatus()).history()).isEqualTo(PAST);
  }

  @Test
  void whereNobodyCanBeAskedNothingIsSaid(@TempDir Path folder) {
    var world = new World(App.Kind.GO_IN_MEMORY, folder);

    assertThat(Objects.requireNonNull(world.run().getStatus()).history()).isNull();
  }
}
