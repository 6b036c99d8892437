package dev.stuckpod.operator.incident.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TargetTest {

  @Test
  void findsTheRunningContainer() throws Trouble {
    Target target = Target.find(spec(null, null), pod("u", "containerd://a", null));

    assertThat(target.container()).isEqualTo("hub");
    assertThat(target.bareContainerID()).isEqualTo("a");
  }

  static Stream<Arguments> gone() {
    return Stream.of(
        arguments(spec(null, null), null, CapturedReason.PodGone),
        arguments(spec("u", null), pod("other", "containerd://a", null), CapturedReason.PodGone),
        arguments(
            spec("u", "containerd://a"),
            pod("u", "containerd://b", "containerd://a"),
            CapturedReason.ContainerReplaced),
        arguments(
            spec("u", "containerd://a"),
            terminated(pod("u", "containerd://a", null)),
            CapturedReason.ContainerNotRunning));
  }

  @ParameterizedTest
  @MethodSource("gone")
  void refusesWhatIsNotMeant(DumpAnalysisSpec spec, @Nullable Pod pod, CapturedReason reason) {
    assertThatThrownBy(() -> Target.find(spec, pod))
        .isInstanceOfSatisfying(
            Trouble.class,
            trouble ->
                assertThat(trouble.failure())
                    .isInstanceOfSatisfying(
                        Failure.TargetGone.class,
                        gone -> assertThat(gone.reason()).isEqualTo(reason)));
  }

  static Stream<Arguments> fates() {
    Pod running = pod("u", "containerd://a", null);
    return Stream.of(
        arguments("it runs", running, LogFollower.State.Running),
        arguments("it has ended", terminated(running), LogFollower.State.Terminated),
        arguments(
            "the next one runs",
            pod("u", "containerd://b", "containerd://a"),
            LogFollower.State.Replaced),
        arguments(
            "the one after the next runs",
            pod("u", "containerd://c", "containerd://b"),
            LogFollower.State.Gone),
        arguments("another pod", pod("v", "containerd://a", null), LogFollower.State.Gone),
        arguments("no pod", null, LogFollower.State.Gone));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fates")
  void tellsWhatBecameOfTheContainer(String what, @Nullable Pod now, LogFollower.State expected) {
    assertThat(Target.fate(now, "u", "hub", "containerd://a")).as(what).isEqualTo(expected);
  }

  private static DumpAnalysisSpec spec(@Nullable String uid, @Nullable String containerID) {
    return new DumpAnalysisSpec("hub-1", uid, null, containerID, null, null, null, null, null);
  }

  private static Pod pod(String uid, String containerID, @Nullable String previous) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("hub-1")
            .withNamespace("shop")
            .withUid(uid)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("hub")
            .endContainer()
            .endSpec()
            .withNewStatus()
            .addNewContainerStatus()
            .withName("hub")
            .withContainerID(containerID)
            .withNewState()
            .withNewRunning()
            .withStartedAt("2026-01-01T00:00:00Z")
            .endRunning()
            .endState()
            .endContainerStatus()
            .endStatus();
    if (previous != null) {
      pod.editStatus()
          .editFirstContainerStatus()
          .withNewLastState()
          .withNewTerminated()
          .withContainerID(previous)
          .endTerminated()
          .endLastState()
          .endContainerStatus()
          .endStatus();
    }
    return pod.build();
  }

  private static Pod terminated(Pod pod) {
    return pod.edit()
        .editStatus()
        .editFirstContainerStatus()
        .withNewState()
        .withNewTerminated()
        .withExitCode(2)
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
