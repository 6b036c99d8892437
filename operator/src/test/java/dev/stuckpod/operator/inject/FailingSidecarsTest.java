package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.inject.facts.FailingSidecars;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailingSidecarsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # image | state of the sidecar                                              | failure
          ours    | {waiting: {reason: ImagePullBackOff, message: no such image}}     | pod one: ImagePullBackOff, no such image
          ours    | {waiting: {reason: ErrImagePull}}                                 | pod one: ErrImagePull
          ours    | {waiting: {reason: CreateContainerConfigError}}                   | pod one: CreateContainerConfigError
          ours    | {waiting: {reason: CrashLoopBackOff}}                             | pod one: CrashLoopBackOff
          ours    | {waiting: {reason: PodInitializing}}                              | -
          ours    | {waiting: {}}                                                     | -
          ours    | {running: {}}                                                     | -
          older   | {waiting: {reason: ImagePullBackOff}}                             | -
          """)
  void tellsWhoseAppWaitsInVain(String image, String state, String failure) {
    Pod pod =
        Pods.read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: one}
            spec:
              initContainers: [{name: stuckpod, image: %s, restartPolicy: Always}]
              containers: [{name: app, image: app}]
            status:
              initContainerStatuses:
              - {name: migrate, state: {waiting: {reason: ErrImagePull}}}
              - {name: stuckpod, state: %s}
            """
                .formatted(image, state));
    assertThat(FailingSidecars.failure(pod, "ours").orElse(null)).isEqualTo(failure);
  }
}
