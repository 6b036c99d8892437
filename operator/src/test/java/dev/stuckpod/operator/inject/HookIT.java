package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.inject.hook.Unhooked;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods that ask for a look before their app's end, admitted by a real API server. */
@WithApiServer
class HookIT {

  private static final String NAMESPACE = "hooked";
  private static final String OWN =
      "{containers: [{name: cable, image: 'cable:1', lifecycle: {preStop: {exec: {command:"
          + " [x]}}}}]}";

  private final KubernetesClient client;
  private final ServedInjection injection;

  HookIT(KubernetesClient client) throws IOException {
    this.client = client;
    Namespaces.apply(client, NAMESPACE, Namespaces.INJECTED);
    Namespaces.apply(
        client,
        "hooked-restricted",
        Map.of(Marks.INJECT, "true", "pod-security.kubernetes.io/enforce", "restricted"));
    injection = new ServedInjection(client);
  }

  @AfterEach
  void close() throws IOException {
    injection.close();
  }

  @Test
  void appGetsAHookThatAsksItsSidecar() {
    Pod pod = create("plain", "true", "{containers: [{name: cable, image: 'cable:1'}]}");

    var preStop = pod.getSpec().getContainers().getFirst().getLifecycle().getPreStop();
    assertThat(preStop.getExec()).isNull();
    assertThat(preStop.getHttpGet().getPath()).isEqualTo("/before-the-kill");
    assertThat(preStop.getHttpGet().getHost()).isNull();
    assertThat(preStop.getHttpGet().getScheme()).isEqualTo("HTTP");
    assertThat(preStop.getHttpGet().getPort().getIntVal())
        .isEqualTo(SidecarContainer.port(SidecarContainer.of(pod).orElseThrow()));
    assertThat(PodView.of(pod).lastLook()).isEqualTo(LastLook.BY_HOOK);
  }

  @Test
  void otherHooksStayBesideIt() {
    Pod pod =
        create(
            "started",
            "true",
            "{containers: [{name: cable, image: 'cable:1', lifecycle: {postStart: {exec: {command:"
                + " [x]}}}}]}");
    var lifecycle = pod.getSpec().getContainers().getFirst().getLifecycle();
    assertThat(lifecycle.getPostStart().getExec().getCommand()).containsExactly("x");
    assertThat(lifecycle.getPreStop().getHttpGet().getPath()).isEqualTo("/before-the-kill");
  }

  @Test
  void podThatDoesNotAskGetsNone() {
    Pod pod = create("silent", null, "{containers: [{name: cable, image: 'cable:1'}]}");
    assertThat(SidecarContainer.of(pod)).isPresent();
    assertThat(pod.getSpec().getContainers().getFirst().getLifecycle()).isNull();
    assertThat(LastLook.of(pod)).isEmpty();
  }

  @Test
  void hookOfTheAppsStaysAndTheLeaderSaysSo() {
    try (var roster = new PodRoster(client, Set.of(NAMESPACE))) {
      roster.listen(new Unhooked(new EventRecorder(client, Clock.systemUTC(), "leader"))::changed);
      roster.start();

      Pod pod = Pods.pod(OWN);
      pod.getMetadata().setName("own");
      pod.getMetadata().setAnnotations(Map.of(Marks.BEFORE_THE_KILL, "true"));
      Pod made = client.pods().inNamespace(NAMESPACE).resource(pod).create();

      var preStop = made.getSpec().getContainers().getFirst().getLifecycle().getPreStop();
      assertThat(preStop.getExec().getCommand()).containsExactly("x");
      assertThat(preStop.getHttpGet()).isNull();
      assertThat(SidecarContainer.of(made)).isPresent();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(client.events().v1().events().inNamespace(NAMESPACE).list().getItems())
                      .anySatisfy(
                          event -> {
                            assertThat(event.getReason()).isEqualTo("NoLastLook");
                            assertThat(event.getNote()).startsWith("OwnPreStop: Container cable");
                            assertThat(event.getRegarding().getName()).isEqualTo("own");
                          }));
    }
  }

  @Test
  void podThatHasItsSidecarIsLeftAsItIs() {
    Pod first = create("again", "true", "{containers: [{name: cable, image: 'cable:1'}]}");
    var once = new Pod();
    once.setMetadata(Pods.pod("{}").getMetadata());
    once.getMetadata().setName("again-2");
    once.getMetadata().setAnnotations(first.getMetadata().getAnnotations());
    once.setSpec(first.getSpec());
    once.getSpec().setNodeName(null);

    Pod second = client.pods().inNamespace(NAMESPACE).resource(once).dryRun().create();

    assertThat(second.getSpec().getContainers()).isEqualTo(first.getSpec().getContainers());
    assertThat(second.getMetadata().getAnnotations())
        .isEqualTo(first.getMetadata().getAnnotations());
  }

  @Test
  void podOfTheHostsNetworkGetsNeither() {
    Pod pod =
        create(
            "host", "true", "{hostNetwork: true, containers: [{name: cable, image: 'cable:1'}]}");
    assertThat(SidecarContainer.of(pod)).isEmpty();
    assertThat(pod.getSpec().getContainers().getFirst().getLifecycle()).isNull();
  }

  @Test
  void restrictedNamespaceAdmitsIt() {
    Pod pod =
        Pods.pod(
            """
            {securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}},
             containers: [{name: cable, image: 'cable:1',
               securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}
            """);
    pod.getMetadata().setAnnotations(Map.of(Marks.BEFORE_THE_KILL, "true"));
    Pod made = client.pods().inNamespace("hooked-restricted").resource(pod).dryRun().create();
    assertThat(made.getSpec().getContainers().getFirst().getLifecycle().getPreStop()).isNotNull();
  }

  private Pod create(String name, @Nullable String wish, String spec) {
    Pod pod = Pods.pod(spec);
    pod.getMetadata().setName(name);
    if (wish != null) {
      pod.getMetadata().setAnnotations(Map.of(Marks.BEFORE_THE_KILL, wish));
    }
    return client.pods().inNamespace(NAMESPACE).resource(pod).create();
  }
}
