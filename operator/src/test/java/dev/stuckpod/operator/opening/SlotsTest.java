package dev.stuckpod.operator.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.opening.limit.Frequency;
import dev.stuckpod.operator.pods.IncidentName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Limits LIMITS =
      new Limits(new Frequency(1, HOUR), new Frequency(3, HOUR), null, 2);

  private static final Opener.Standing POLICY = new Opener.Policy("shop", "hub");
  private static final Opener.Standing WINDOW = new Opener.Window("shop", "soak");

  private final PodFacts hub = pod("hub", "containerd://1");

  @Test
  void aPodIsCapturedSoOftenAndNoMoreUntilItsTimeIsOver() {
    Slots slots = reserve(Slots.of(null), hub, 0, NOON).released(name(hub, 0), NOON);

    assertThat(slots.limit(hub, LIMITS, POLICY, NOON.plusSeconds(3599)))
        .hasValue(
            "1 capture in 1h is as many as limits.perPod allows: the next is possible at"
                + " 2026-01-15T13:00:00Z.");
    assertThat(slots.limit(hub, LIMITS, POLICY, NOON.plusSeconds(3600))).isEmpty();
    assertThat(slots.limit(pod("other", "containerd://2"), LIMITS, POLICY, NOON)).isEmpty();
  }

  @Test
  void aRestartedContainerIsStillTheSamePod() {
    Slots slots = reserve(Slots.of(null), hub, 0, NOON).released(name(hub, 0), NOON);

    assertThat(slots.limit(pod("hub", "containerd://2"), LIMITS, POLICY, NOON)).isPresent();
  }

  @Test
  void onlySoManyAreUnderWayAtOnceAndSoManyInAll() {
    Slots slots = Slots.of(null);
    for (String name : List.of("a", "b")) {
      slots = reserve(slots, pod(name, "containerd://" + name), 0, NOON);
    }
    assertThat(slots.limit(hub, LIMITS, POLICY, NOON).orElseThrow()).contains("limits.concurrent");

    slots = slots.released(slots.open().getFirst(), NOON);
    assertThat(slots.limit(hub, LIMITS, POLICY, NOON)).isEmpty();

    slots = reserve(slots, hub, 0, NOON).released(name(hub, 0), NOON);
    assertThat(slots.limit(pod("c", "containerd://c"), LIMITS, POLICY, NOON).orElseThrow())
        .contains("limits.perPolicy");
  }

  @Test
  void aSampleBesideOneTakesNoIncidentsPlace() {
    Slots slots = Slots.of(null);
    for (String name : List.of("a", "b")) {
      PodFacts pod = pod(name, "containerd://" + name);
      slots = reserve(slots, pod, 0, NOON).released(name(pod, 0), NOON);
      slots = slots.reservedBeside("beside-" + name, name(pod, 0), NOON);
    }

    assertThat(slots.hasRoom(LIMITS, NOON)).as("for another sample").isFalse();
    assertThat(slots.limit(hub, LIMITS, POLICY, NOON)).as("for another incident").isEmpty();
    slots = reserve(slots, hub, 0, NOON).released(name(hub, 0), NOON);
    assertThat(slots.limit(pod("c", "containerd://c"), LIMITS, POLICY, NOON).orElseThrow())
        .contains("limits.perPolicy");
  }

  /** A window has no field that says how often; the sentences of a policy would name one. */
  @Test
  void ofAWindowNoFieldIsNamedThatItDoesNotHave() {
    Slots slots = reserve(Slots.of(null), hub, 0, NOON);
    assertThat(slots.limit(hub, LIMITS, WINDOW, NOON))
        .hasValue(
            "1 capture in 1h is as many as a window takes of a pod: the next is possible at"
                + " 2026-01-15T13:00:00Z.");
    for (String name : List.of("a", "b")) {
      slots = reserve(slots, pod(name, "containerd://" + name), 0, NOON);
    }
    PodFacts other = pod("c", "containerd://c");
    assertThat(slots.limit(other, LIMITS, WINDOW, NOON))
        .hasValue("3 captures of this window are under way, as many as a window has at once.");
    for (String open : slots.open()) {
      slots = slots.released(open, NOON);
    }
    assertThat(slots.limit(other, LIMITS, WINDOW, NOON).orElseThrow())
        .startsWith("3 captures in 1h are as many as a window takes: the next is");
  }

  @Test
  void anEpisodeLastsUntilTheContainerHasRecovered() {
    Slots slots = reserve(Slots.of(null), hub, 0, NOON);
    assertThat(slots.episode(hub)).isZero();

    Slots over = slots.recovered(hub, NOON.plusSeconds(60));
    assertThat(over.episode(hub)).isEqualTo(1);
    assertThat(over.recovered(hub, NOON.plusSeconds(120))).isEqualTo(over);

    assertThat(reserve(over, hub, 1, NOON.plusSeconds(90)).episode(hub)).isEqualTo(1);
    assertThat(over.episode(pod("hub", "containerd://2"))).isZero();
  }

  @Test
  void oldSlotsAreDroppedButNotThoseThatSayWhichEpisodeItIs() {
    PodFacts gone = pod("gone", "containerd://9");
    Slots slots = reserve(Slots.of(null), hub, 0, NOON).released(name(hub, 0), NOON);
    slots = reserve(slots, gone, 0, NOON).released(name(gone, 0), NOON);
    slots = reserve(slots, pod("open", "containerd://8"), 0, NOON);

    assertThat(slots.pruned(LIMITS, List.of(hub), NOON.plusSeconds(3599)).all()).hasSize(3);
    assertThat(slots.pruned(LIMITS, List.of(hub), NOON.plusSeconds(3601)).all())
        .extracting(Slot::pod)
        .containsExactly("hub", "open");
  }

  private static Slots reserve(Slots slots, PodFacts pod, int episode, Instant at) {
    return slots.reserved(pod, name(pod, episode), episode, at);
  }

  private static String name(PodFacts pod, int episode) {
    return IncidentName.of(pod.name(), pod.uid(), String.valueOf(pod.containerID()), episode);
  }

  private static PodFacts pod(String name, String containerID) {
    return PodFactsBuilder.builder()
        .name(name)
        .uid(name + "-uid")
        .container("hub")
        .containerID(containerID)
        .workload("rs")
        .node("node")
        .ip("10.0.0.1")
        .running(true)
        .wasReady(true)
        .startedAt(NOON.minus(HOUR))
        .otherPorts(Set.of())
        .build();
  }
}
