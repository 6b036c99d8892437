package dev.stuckpod.operator.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.pods.IncidentName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final PodFacts A = pod("a");
  private static final PodFacts B = pod("b");
  private static final PodFacts C = pod("c");

  @Test
  void ofAFleetThatIsStuckAsAWholeOneIsSampled() {
    Sampling sampling = sampling(Slots.of(null), "a", "b", "c");
    assertThat(sampling.allows(A)).isTrue();

    sampling.sampled(A);

    assertThat(sampling.allows(A)).as("it is the sample").isTrue();
    assertThat(sampling.allows(B)).isFalse();
  }

  @Test
  void whereOneSiblingWorksEachIsSampled() {
    Sampling sampling = sampling(Slots.of(null), "a", "b");

    sampling.sampled(A);

    assertThat(sampling.allows(B)).isTrue();
  }

  @Test
  void oneThatWasSampledCountsAsStuckForAWhile() {
    Slots slots =
        Slots.of(null)
            .reserved(A, IncidentName.of("a", "a", "containerd://a", 0), 0, NOON)
            .recovered(A, NOON);

    assertThat(sampling(slots, "b", "c").allows(B)).isFalse();
    assertThat(
            new Sampling(sight("b", "c"), slots, Duration.ofMinutes(1), NOON.plusSeconds(601))
                .allows(B))
        .isTrue();
  }

  private static Sampling sampling(Slots slots, String... stuck) {
    return new Sampling(sight(stuck), slots, Duration.ofMinutes(1), NOON.plusSeconds(60));
  }

  private static Sight sight(String... stuck) {
    return new Sight(List.of(A, B, C), Set.of(stuck));
  }

  private static PodFacts pod(String name) {
    return PodFactsBuilder.builder()
        .name(name)
        .uid(name)
        .container("app")
        .containerID("containerd://" + name)
        .workload("rs")
        .node("node")
        .ip("10.0.0.1")
        .running(true)
        .wasReady(true)
        .startedAt(NOON)
        .otherPorts(Set.of())
        .build();
  }
}
