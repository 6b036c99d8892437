package dev.stuckpod.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server takes and keeps of an analysis that is far too large. */
@WithApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplanationIT {

  private static final String NAMESPACE = "explanation";
  private static final int OBJECT = 256 << 10;

  private final KubernetesClient client;

  ExplanationIT(KubernetesClient client) {
    this.client = client;
  }

  static List<String> hostile() {
    return Analyses.HOSTILE;
  }

  @BeforeAll
  void openNamespace() {
    Namespaces.apply(client, NAMESPACE);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void anObjectHasAtMostWhatTheDesignSays(String filling) {
    String name = "a" + Integer.toHexString(filling.hashCode());
    DumpAnalysis asked =
        client
            .resource(analysis(name, OneLine.of(filling.repeat(512)).within(400).text()))
            .create();

    asked.setStatus(
        Explanation.add(
            DumpAnalysisStatusBuilder.builder().build(),
            Analyses.of(filling, 30, 2500),
            Explanation.room(asked)));
    client.resource(asked).updateStatus();

    String kept =
        client.raw(
            "/apis/stuckpod.dev/v1alpha1/namespaces/%s/dumpanalyses/%s".formatted(NAMESPACE, name));
    assertThat(kept).contains("\"verdict\":\"Deadlock\"");
    assertThat(kept.getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(filling.isBlank() ? 0 : OBJECT / 4, OBJECT);
  }

  private static DumpAnalysis analysis(String name, String text) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    var reading = new TriggerReading("query", text, "1", null, text);
    analysis.setSpec(
        DumpAnalysisSpecBuilder.builder()
            .podName("pod")
            .trigger(new Trigger("policy", null, "rule", Collections.nCopies(32, reading)))
            .build());
    return analysis;
  }
}
