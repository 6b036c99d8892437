package dev.stuckpod.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppContainerTest {

  @ParameterizedTest
  @CsvSource({
    "app,, , app",
    "app stuckpod,, , app",
    "app proxy,, , ContainerAmbiguous",
    "app proxy, proxy, , proxy",
    "app proxy,, app, app",
    "app proxy, app, proxy, app",
    "app proxy, other, , ContainerNotFound",
    "app,, other, ContainerNotFound",
    "app stuckpod, stuckpod, , ContainerNotFound",
    "stuckpod,, , ContainerAmbiguous"
  })
  void isTheOneAskedForElseAnnotatedElseTheOnlyOne(
      String containers, @Nullable String requested, @Nullable String annotated, String expected) {
    var builder = new PodBuilder().withNewMetadata().withName("hub");
    if (annotated != null) {
      builder.withAnnotations(Map.of(AppContainer.DEFAULT_CONTAINER, annotated));
    }
    var spec = builder.endMetadata().withNewSpec();
    for (String name : containers.split(" ")) {
      spec.addNewContainer().withName(name).endContainer();
    }
    Pod pod = spec.endSpec().build();

    String found =
        switch (AppContainer.of(pod, requested)) {
          case AppContainer.Found(String name) -> name;
          case AppContainer.NotFound(AppContainer.Reason reason, String message) -> {
            assertThat(message).startsWith("Pod hub has ").endsWith(".");
            yield reason.name();
          }
        };
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void incidentNamesAreValidAndTellPodsContainersAndEpisodesApart() {
    String name = IncidentName.of("hub-0", "uid", "containerd://1", 0);

    assertThat(name).matches("hub-0-[0-9a-f]{10}");
    assertThat(IncidentName.of("hub-0", "uid", "containerd://1", 0)).isEqualTo(name);
    assertThat(IncidentName.of("hub-0", "uid", "containerd://1", 1)).isNotEqualTo(name);
    assertThat(IncidentName.of("hub-0", "uid", "containerd://2", 0)).isNotEqualTo(name);
    assertThat(IncidentName.of("hub-0", "other", "containerd://1", 0)).isNotEqualTo(name);
    assertThat(IncidentName.of("x".repeat(199) + ".y" + "z".repeat(40), "uid", "id", 0))
        .matches("x{199}-[0-9a-f]{10}");
  }

  @ParameterizedTest
  @CsvSource({
    "True, 2026-01-01T00:00:00Z, true",
    "False, 2026-01-01T00:00:00Z, false",
    "False, 2026-01-01T12:00:00Z, false",
    "False, 2026-01-01T12:00:01Z, true"
  })
  void wasReadyIfItLostItsReadinessAfterItsContainerStarted(
      String ready, String since, boolean expected) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("hub")
            .withUid("1")
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus(ready)
            .withLastTransitionTime(since)
            .endCondition()
            .endStatus()
            .build();

    assertThat(PodView.of(pod).wasReady(Instant.parse("2026-01-01T12:00:00Z"))).isEqualTo(expected);
  }
}
