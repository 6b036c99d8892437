package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.inject.facts.Workload;
import dev.stuckpod.operator.inject.hook.Hook;
import dev.stuckpod.operator.inject.mesh.Bypass;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final Workload FINE = Workload.NONE;
  private static final Workload REFUSED =
      new Workload(OptionalLong.of(1), Optional.of("images come from elsewhere"));
  private static final InjectionDecision INJECT =
      new InjectionDecision.Inject(
          new ContainerBuilder().build(),
          new VolumeBuilder().build(),
          null,
          "",
          Bypass.NONE,
          new Hook.None());

  private final Refusals refusals = new Refusals(Clock.systemUTC());
  private final Pod pod = ownedBy("one");

  @Test
  void blamesTheSidecarForARefusalAfterIt() {
    assertThat(refusals.find(pod, FINE)).isEmpty();
    refusals.decided(pod, INJECT);
    assertThat(refusals.find(pod, FINE)).isEmpty();
    assertThat(refusals.find(pod, REFUSED)).contains("images come from elsewhere");
  }

  @Test
  void blamesItTooWhereAnotherReplicaMayHaveInjected() {
    assertThat(refusals.find(pod, REFUSED)).contains("images come from elsewhere");
  }

  @Test
  void doesNotBlameItForTheRefusalOfAPodWithoutOne() {
    refusals.decided(pod, new InjectionDecision.Skip(SkipReason.RefusedAnyway, "no room"));
    assertThat(refusals.find(pod, REFUSED)).isEmpty();
  }

  @Test
  void leavesAloneTheOthersOfAWorkloadThatWasRefusedAndNobodyElses() {
    refusals.decided(pod, Skips.refusedBefore("images come from elsewhere"));
    assertThat(refusals.find(pod, FINE)).as("the last one was created, without").isPresent();
    assertThat(refusals.find(ownedBy("two"), FINE)).isEmpty();
    assertThat(refusals.find(Pods.pod("{}"), FINE)).isEmpty();
  }

  private static Pod ownedBy(String uid) {
    Pod pod = Pods.pod("{}");
    pod.getMetadata()
        .setOwnerReferences(
            List.of(
                new OwnerReferenceBuilder()
                    .withApiVersion("apps/v1")
                    .withKind("ReplicaSet")
                    .withName(uid)
                    .withUid(uid)
                    .withController(true)
                    .build()));
    return pod;
  }
}
