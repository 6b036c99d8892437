package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpecBuilder;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Evidence;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.publish.Weight;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  /** A metric's labels, and so what a query gives back, may be made of anything. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "😀", "漢", "<", "\u0001", "\u202e", "\n", "\ud83d"})
  void readingsAreFitAndTakeNoMoreThanTheyMay(String filling) {
    String text = filling.repeat(1000);
    List<Evidence> evidence = Collections.nCopies(40, new Evidence("query", text, text, text));

    DumpAnalysis draft = draft(evidence);

    assertThat(Weight.of(draft)).isLessThan(68 << 10);
    assertThat(Objects.requireNonNull(draft.getSpec().trigger()).readings())
        .isNotEmpty()
        .allSatisfy(
            reading ->
                assertThat(reading.metric() + reading.value() + reading.message())
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]"));
  }

  private static DumpAnalysis draft(List<Evidence> evidence) {
    var policy = new StuckPolicy();
    policy.setMetadata(new ObjectMetaBuilder().withName("policy").withNamespace("shop").build());
    policy.setSpec(StuckPolicySpecBuilder.builder().build());
    PodFacts hub =
        PodFactsBuilder.builder()
            .name("hub")
            .uid("hub-uid")
            .container("hub")
            .containerID("containerd://1")
            .workload("rs")
            .node("node")
            .ip("10.0.0.1")
            .startedAt(NOON)
            .otherPorts(Set.of())
            .build();
    var stuck = new Decision.Stuck(Reason.NoProgress, "stuck", evidence);
    return Draft.of(policy, new Verdict(hub, "rule", stuck), stuck, "draft", NOON);
  }
}
