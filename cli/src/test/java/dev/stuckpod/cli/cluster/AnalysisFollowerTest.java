package dev.stuckpod.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisFollowerTest {

  private static final Condition NOT_YET =
      condition("Analyzed", "Unknown", "Pending", "There is no dump yet.");

  @Test
  void tellsOfStepsThatHaveBegun() {
    assertThat(AnalysisFollower.describe(new DumpAnalysis()))
        .containsExactly("waiting for the operator");
    assertThat(told(condition("Captured", "Unknown", "Running", "By ProcMem."), NOT_YET))
        .containsExactly("Captured: Running (By ProcMem.)");
    assertThat(
            told(
                condition("Captured", "True", "Complete", ""),
                condition("Analyzed", "True", "Explained", "It was read.")))
        .containsExactly("Captured: Complete", "Analyzed: Explained (It was read.)");
  }

  @Test
  void aDumpThatIsThereIsNotSaidToBeMissing() {
    assertThat(told(condition("Captured", "True", "Complete", "2 dumps."), NOT_YET))
        .noneMatch(state -> state.contains("no dump"));
  }

  private static List<String> told(Condition... conditions) {
    var analysis = new DumpAnalysis();
    analysis.setStatus(DumpAnalysisStatusBuilder.builder().conditions(List.of(conditions)).build());
    return AnalysisFollower.describe(analysis);
  }

  private static Condition condition(String type, String status, String reason, String message) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .build();
  }
}
