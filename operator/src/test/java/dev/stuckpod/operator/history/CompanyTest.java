package dev.stuckpod.operator.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.rules.Rule;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom one question is about. */
class CompanyTest {

  private static final DumpAnalysisSpec STUCK =
      DumpAnalysisSpecBuilder.builder().podName("hub-a").container("hub").build();
  private static final PodView A = pod("hub-a", _ -> {});

  @Test
  void isAboutThePodAndOthersOfItsWorkloadThatAreReady() {
    List<PodView> all =
        List.of(
            pod("hub-c", _ -> {}),
            A,
            pod("hub-b", _ -> {}),
            pod("till", pod -> pod.getMetadata().getOwnerReferences().getFirst().setUid("tills")),
            pod("alone", pod -> pod.getMetadata().setOwnerReferences(List.of())),
            pod("unready", pod -> pod.getStatus().getConditions().getFirst().setStatus("False")),
            pod("going", pod -> pod.getMetadata().setDeletionTimestamp("2026-01-15T12:00:00Z")),
            pod("pending", pod -> pod.getStatus().setPhase("Pending")));

    assertThat(asked(Optional.of(A), all, Rules.NO_PROGRESS))
        .containsExactly("hub-a", "hub-b", "hub-c");
    assertThat(asked(Optional.of(A), all, Rules.HANG)).containsExactly("hub-a", "hub-b", "hub-c");
  }

  @Test
  void aQueryOfOnesOwnIsAskedAboutThePodAlone() {
    assertThat(asked(Optional.of(A), List.of(A, pod("hub-b", _ -> {})), Rules.OWN))
        .containsExactly("hub-a");
  }

  @Test
  void aPodThatIsGoneIsAskedAboutAlone() {
    assertThat(asked(Optional.empty(), List.of(pod("hub-b", _ -> {})), Rules.NO_PROGRESS))
        .containsExactly("hub-a");
  }

  @Test
  void ofALargeWorkloadOnlyAFewAreAskedAbout() {
    List<PodView> all =
        Stream.iterate(10, number -> number + 1)
            .limit(50)
            .map(number -> pod("hub-" + number, _ -> {}))
            .toList();

    assertThat(asked(Optional.of(A), all, Rules.NO_PROGRESS))
        .hasSize(8)
        .startsWith("hub-a", "hub-10");
  }

  private static List<String> asked(Optional<PodView> pod, List<PodView> all, Rule rule) {
    List<AskedPod> asked = Company.of(pod, all, STUCK, rule);
    assertThat(asked).extracting(AskedPod::container).containsOnly("hub");
    return asked.stream().map(AskedPod::name).toList();
  }

  private static PodView pod(String name, Consumer<Pod> change) {
    Pod pod = HubPods.of("shop", name);
    pod.getMetadata().setUid(name);
    pod.setStatus(HubPods.running(name));
    change.accept(pod);
    return PodView.of(pod);
  }
}
