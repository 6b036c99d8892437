package dev.stuckpod.operator;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackFrame;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackGroup;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.operator.conditions.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Analyses that have ended, each nearly as large as one may be. */
record LargeAnalyses(KubernetesClient client, String namespace) {

  private static final DumpAnalysisStatus EXPLAINED =
      DumpAnalysisStatusBuilder.builder()
          .conditions(
              List.of(condition("Captured", "Complete"), condition("Analyzed", "Explained")))
          .stacks(
              Collections.nCopies(
                  4,
                  new StackGroup(
                      1L,
                      "chan receive",
                      null,
                      false,
                      Collections.nCopies(64, new StackFrame("f".repeat(400), "g".repeat(400), 1)),
                      null)))
          .build();

  /** Makes so many, of a policy. */
  void create(int many) {
    try (var threads = Executors.newFixedThreadPool(4)) {
      IntStream.range(0, many).forEach(i -> threads.execute(() -> create("large-" + i)));
    }
  }

  private void create(String name) {
    DumpAnalysis created =
        client.resource(analysis(name, new Trigger("mine", null, "rule", null))).create();
    created.setStatus(EXPLAINED);
    client.resource(created).updateStatus();
  }

  /** Asks for one, as a person does, of a pod that is not there. */
  void ask(String name) {
    client.resource(analysis(name, null)).create();
  }

  /** Tells whether nothing is left to do for one. */
  boolean hasEnded(String name) {
    DumpAnalysisStatus status =
        client
            .resources(DumpAnalysis.class)
            .inNamespace(namespace)
            .withName(name)
            .get()
            .getStatus();
    return status != null
        && Conditions.find(status.conditions(), "Analyzed")
            .filter(condition -> "NoDump".equals(condition.getReason()))
            .isPresent();
  }

  private DumpAnalysis analysis(String name, @Nullable Trigger trigger) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    var spec = DumpAnalysisSpecBuilder.builder().podName("hub");
    analysis.setSpec((trigger == null ? spec : spec.trigger(trigger)).build());
    return analysis;
  }

  private static Condition condition(String type, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus("True")
        .withReason(reason)
        .withMessage("")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }
}
