package dev.stuckpod.operator.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read of a pod, and what is not even made an object of. */
class SlimPodsTest {

  private static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"hub-0","namespace":"shop","uid":"u1",
        "resourceVersion":"7","labels":{"app":"hub"},
        "annotations":{"large":"%s","kubectl.kubernetes.io/default-container":"app"},
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"hub","uid":"rs","controller":true}],
        "managedFields":[{"manager":"kubelet","operation":"Update","fieldsV1":{"f:status":{}}}]},
       "spec":{"nodeName":"n1","volumes":[{"name":"v","emptyDir":{}}],
        "initContainers":[{"name":"stuckpod","restartPolicy":"Always","securityContext":{"runAsUser":1000,"runAsGroup":1001},
          "env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}},{"name":"STUCKPOD_PORT","value":"7444"}]}],
        "containers":[{"name":"app","image":"hub:1","ports":[{"containerPort":8080}],
          "resources":{"limits":{"cpu":"2","memory":"1Gi","example.com/gpu":"1"},"requests":{"cpu":"1"},"claims":[{"name":"c"}]},
          "env":[{"name":"SECRET","value":"do not keep"}]}]},
       "status":{"phase":"Running","podIP":"10.0.0.1","hostIPs":[{"ip":"10.0.0.9"}],
        "conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}],
        "initContainerStatuses":[{"name":"stuckpod","containerID":"containerd://s","ready":true,"restartCount":0,
          "state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}}}],
        "containerStatuses":[{"name":"app","containerID":"containerd://a","ready":true,"restartCount":2,"imageID":"x",
          "lastState":{"terminated":{"exitCode":2,"message":"long"}},
          "resources":{"limits":{"cpu":"1500m","memory":"1Gi"},"requests":{"cpu":"1"}},
          "state":{"running":{"startedAt":"2026-01-01T00:00:01Z"}}}]}}
      """
          .formatted("x".repeat(10_000));

  private final KubernetesSerialization json = SlimPods.serialization();

  @Test
  void aViewHasWhatWatchingNeeds() {
    PodView view = PodView.of(json.unmarshal(POD, Pod.class));

    assertThat(view)
        .returns("shop", PodView::namespace)
        .returns("hub-0", PodView::name)
        .returns("rs", PodView::workload)
        .returns("n1", PodView::node)
        .returns("10.0.0.1", PodView::ip)
        .returns("app", PodView::defaultContainer)
        .returns(true, PodView::running)
        .returns(new PodView.InjectedSidecar(7444, 1000L, 1001L), PodView::sidecar)
        .returns(true, v -> v.wasReady(Instant.EPOCH));
    assertThat(view.containers()).containsExactly(new PodView.Spec("app", "hub:1", Set.of(8080)));
    assertThat(view.facts("app"))
        .hasValue(
            new ContainerFacts(
                "app",
                "containerd://a",
                ContainerFacts.State.Running,
                Instant.parse("2026-01-01T00:00:01Z"),
                true,
                2,
                1500,
                null));
    assertThat(view.facts("stuckpod")).isPresent();
  }

  @Test
  void whatNobodyAsksForIsNotMadeAnObjectOf() {
    Pod pod = json.unmarshal(POD, Pod.class);

    assertThat(pod.getMetadata().getAnnotations()).hasSize(1);
    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getSpec().getVolumes()).isEmpty();
    assertThat(pod.getSpec().getContainers().getFirst().getEnv()).isEmpty();
    assertThat(pod.getSpec().getContainers().getFirst().getResources())
        .isEqualTo(new ResourceRequirementsBuilder().addToLimits("cpu", new Quantity("2")).build());
    assertThat(pod.getStatus().getHostIPs()).isEmpty();
    assertThat(pod.getStatus().getContainerStatuses().getFirst().getLastState()).isNull();
    assertThat(json.asJson(pod)).hasSizeLessThan(2000);
  }

  @Test
  void aWatchsEventsCarryPodsAndErrorsTheApiServersWord() {
    WatchEvent added =
        json.unmarshal("{\"type\":\"ADDED\",\"object\":" + POD + "}", WatchEvent.class);
    WatchEvent gone =
        json.unmarshal(
            """
            {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
             "message":"too old resource version","reason":"Expired","code":410}}
            """,
            WatchEvent.class);
    WatchEvent bookmark =
        json.unmarshal(
            """
            {"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"99",
             "creationTimestamp":null},"spec":{"containers":null},"status":{}}}
            """,
            WatchEvent.class);

    assertThat(PodView.of((Pod) added.getObject()).name()).isEqualTo("hub-0");
    assertThat(((Pod) bookmark.getObject()).getMetadata().getResourceVersion()).isEqualTo("99");
    assertThat(Objects.requireNonNull(((Status) gone.getObject()).getCode())).isEqualTo(410);
  }
}
