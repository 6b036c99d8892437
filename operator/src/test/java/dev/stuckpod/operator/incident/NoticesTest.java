package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.protocol.CaptureMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is to be told of an incident stands in it from the moment on that it has a verdict. */
class NoticesTest {

  private static final List<Notified> TO_BE_TOLD =
      List.of(new Notified("oncall", "Pending", null, null));

  private static final class Noting implements Notices {
    private final List<DumpAnalysis> explained = new ArrayList<>();

    @Override
    public List<Notified> due(DumpAnalysis of) {
      assertThat(Objects.requireNonNull(of.getStatus()).verdict()).as("by its verdict").isNotNull();
      return TO_BE_TOLD;
    }

    @Override
    public void explained(DumpAnalysis written) {
      explained.add(written);
    }

    @Override
    public Optional<Duration> seen(AnalysisView over) {
      return Optional.empty();
    }

    @Override
    public Optional<Duration> untilLook() {
      return Optional.empty();
    }
  }

  private final Noting notices = new Noting();

  @Test
  void isWrittenWithTheVerdictAndToldThen(@TempDir Path folder) {
    var world = new World(App.Kind.GO_IN_MEMORY, folder);
    world.tells(notices);

    DumpAnalysis explained = world.run();

    assertThat(Objects.requireNonNull(explained.getStatus()).notified()).isEqualTo(TO_BE_TOLD);
    assertThat(notices.explained)
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.getMetadata().getResourceVersion())
                  .isEqualTo(explained.getMetadata().getResourceVersion());
              assertThat(told.getStatus().notified()).isEqualTo(TO_BE_TOLD);
            });
  }

  @Test
  void nobodyIsToldWhereNothingWasExplained(@TempDir Path folder) {
    var world =
        new World(
            App.Kind.GO_SIGNALLED,
            folder,
            DumpAnalysisSpecBuilder.builder()
                .podName(App.POD)
                .methods(List.of(CaptureMethod.ProcMem))
                .build());
    world.tells(notices);

    assertThat(Objects.requireNonNull(world.run().getStatus()).notified()).isNull();
    assertThat(world.analyzed().getReason()).isEqualTo("NoDump");
    assertThat(notices.explained).isEmpty();
  }
}
