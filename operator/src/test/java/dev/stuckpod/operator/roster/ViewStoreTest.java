package dev.stuckpod.operator.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of a pod because it was seen before. */
class ViewStoreTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final List<PodView> told = new ArrayList<>();
  private Instant now = NOON;
  private final ViewStore store = new ViewStore(told::add, () -> now);

  @Test
  void aLimitIsAsOldAsItsLastChangeThatWasSeen() {
    seen("u1", "2");
    assertThat(since()).as("nobody knows for how long it was so").isNull();
    now = NOON.plusSeconds(60);
    seen("u1", "500m");
    assertThat(since()).isEqualTo(now);
    now = NOON.plusSeconds(90);
    seen("u1", "500m");
    assertThat(since()).isEqualTo(NOON.plusSeconds(60));
    assertThat(told).hasSize(2);
  }

  @Test
  void anotherPodOfTheNameBeginsWithNothing() {
    seen("u1", "2");
    seen("u2", "500m");

    assertThat(since()).isNull();
  }

  @Test
  void theOtherContainersLimitIsTheOthers() {
    seen("u1", "2");

    assertThat(facts("proxy").cpuLimit()).isEqualTo(100);
    seen("u1", "1");
    assertThat(facts("proxy").limitSince()).isNull();
  }

  private @Nullable Instant since() {
    return facts("app").limitSince();
  }

  private ContainerFacts facts(String container) {
    return Objects.requireNonNull(store.find("shop", "hub-0")).facts(container).orElseThrow();
  }

  private void seen(String uid, String limit) {
    Pod pod =
        Serialization.unmarshal(
            """
            metadata: {name: hub-0, namespace: shop, uid: %s, resourceVersion: "1"}
            spec:
              containers:
              - {name: app, image: a}
              - {name: proxy, image: p}
            status:
              phase: Running
              containerStatuses:
              - {name: app, containerID: a, resources: {limits: {cpu: "%s"}}}
              - {name: proxy, containerID: p, resources: {limits: {cpu: 100m}}}
            """
                .formatted(uid, limit),
            Pod.class);
    store.put(store.getKey(pod), pod);
  }
}
