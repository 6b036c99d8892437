package dev.stuckpod.operator.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.operator.analyses.AnalysisView;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenerTest {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  static List<Opener.Standing> standing() {
    return List.of(new Opener.Policy("shop", "soak"), new Opener.Window("shop", "soak"));
  }

  @ParameterizedTest
  @MethodSource("standing")
  void isReadBackOfWhatItsIncidentSays(Opener.Standing opener) {
    Trigger trigger = opener.trigger("locks", List.of());

    assertThat(Opener.of("shop", trigger)).isEqualTo(opener);
    assertThat(Opener.of(watched(trigger))).isEqualTo(opener);
  }

  @Test
  void whereNobodyIsNamedAPersonAsked() {
    var person = new Opener.Person("shop");

    assertThat(Opener.of("shop", null)).isEqualTo(person);
    assertThat(Opener.of(watched(null))).isEqualTo(person);
    assertThat(Opener.of("shop", new Trigger(null, null, "locks", null))).isEqualTo(person);
  }

  @Test
  void aPolicyAndAWindowOfOneNameAreTold() {
    assertThat(standing()).extracting(Opener.Standing::mark).doesNotHaveDuplicates();
    assertThat(standing()).doesNotHaveDuplicates();
  }

  /** As the watch sees the incident. */
  private static AnalysisView watched(@Nullable Trigger trigger) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName("a").build());
    var spec = DumpAnalysisSpecBuilder.builder().podName("hub");
    if (trigger != null) {
      spec.trigger(trigger);
    }
    analysis.setSpec(spec.build());
    return JSON.unmarshal(JSON.asJson(analysis), AnalysisView.class);
  }
}
