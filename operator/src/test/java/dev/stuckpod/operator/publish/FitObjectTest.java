package dev.stuckpod.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Summary;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FitObjectTest {

  @Test
  void whatIsFitIsTheSameObject() {
    DumpAnalysis analysis = analysis("pool-1-thread-7");

    assertThat(FitObject.of(analysis).get()).isSameAs(analysis);
  }

  @Test
  void whoeverPutsTextIntoAFieldOrAKeyIsFollowed() {
    DumpAnalysis fit = FitObject.of(analysis("a\u001b[31m\u202e\u200b\nb")).get();

    assertThat(Serialization.asJson(fit)).doesNotContain("\u202e", "\u200b", "\\u001b", "\\n");
    assertThat(fit.getStatus().cause()).isEqualTo("a\uFFFD[31m\uFFFD\uFFFD b");
    assertThat(Objects.requireNonNull(fit.getStatus().summary()).states())
        .isEqualTo(Map.of("a\uFFFD[31m\uFFFD\uFFFD b", 1L));
    assertThat(fit.getMetadata().getName()).isEqualTo("asked");
  }

  private static DumpAnalysis analysis(String text) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName("asked").withNamespace("shop").build());
    analysis.setSpec(
        DumpAnalysisSpecBuilder.builder()
            .podName("pod")
            .trigger(
                new Trigger(
                    "policy",
                    null,
                    "rule",
                    List.of(new TriggerReading("query", text, text, null, text))))
            .build());
    analysis.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .cause(text)
            .summary(new Summary(1L, 1L, 0L, Map.of(text, 1L)))
            .build());
    return analysis;
  }
}
