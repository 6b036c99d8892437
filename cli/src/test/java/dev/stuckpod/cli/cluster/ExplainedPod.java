package dev.stuckpod.cli.cluster;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.RuntimeInfo;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Summary;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/** A pod that was stuck, as the operator leaves it when it is explained. */
public final class ExplainedPod {

  private ExplainedPod() {}

  /** Writes its DumpAnalysis. */
  public static void create(
      KubernetesClient client,
      String namespace,
      String name,
      String pod,
      Map<String, String> labels) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(namespace).withLabels(labels).build());
    analysis.setSpec(new DumpAnalysisSpec(pod, null, null, null, null, null, null, null, null));
    DumpAnalysis made = client.resource(analysis).create();
    made.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .runtime(new RuntimeInfo("go", "go1.26"))
            .verdict("Deadlock")
            .confidence("Strong")
            .cause("readers wait behind a writer")
            .findings(List.of())
            .summary(new Summary(10L, 2L, 0L, Map.of()))
            .stacks(List.of())
            .build());
    client.resource(made).updateStatus();
  }
}
