package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.identity.AuthorityStore;
import dev.stuckpod.operator.identity.OperatorIdentity;
import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.inject.facts.RunAs;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real API server asks the endpoint, and admits what it made. */
@WithApiServer
class InjectionIT {

  private static final String APP = "containers: [{name: cable, image: 'cable:1'}]";
  private static final String MESH =
      "{name: istio-init, image: 'proxyv2:1',"
          + " args: [istio-iptables, '-b', '*', '-d', '15090,15021,8125,9000', '-o', '3306']}";
  private static final String RESTRICTED_APP =
      """
      {securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}},
       containers: [{name: cable, image: 'cable:1',
         securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}
      """;

  private final KubernetesClient client;
  private final ServedInjection injection;

  InjectionIT(KubernetesClient client) throws IOException {
    this.client = client;
    Namespaces.apply(client, "opted-in", Namespaces.INJECTED);
    Namespaces.apply(client, "plain");
    Namespaces.apply(
        client,
        "restricted",
        Map.of(Marks.INJECT, "true", "pod-security.kubernetes.io/enforce", "restricted"));
    injection = new ServedInjection(client);
  }

  @AfterEach
  void close() throws IOException {
    injection.close();
  }

  @Test
  void podOfAnOptedInNamespaceGetsANativeSidecar() {
    Pod pod = create("opted-in", "one", Map.of(), "{" + APP + "}");
    assertThat(pod.getSpec().getShareProcessNamespace()).isTrue();
    assertThat(pod.getMetadata().getLabels()).containsEntry(SidecarContainer.LABEL, "true");
    assertThat(pod.getMetadata().getLabels().get(SidecarContainer.AUTHORITIES))
        .isEqualTo(injection.authorities().id());
    Container sidecar = sidecar(pod);
    assertThat(sidecar.getRestartPolicy()).isEqualTo("Always");
    assertThat(sidecar.getEnv())
        .filteredOn(variable -> variable.getName().equals(SidecarManifest.CA))
        .singleElement()
        .satisfies(
            variable ->
                assertThat(variable.getValue().split("-----BEGIN CERTIFICATE-----", -1))
                    .as("current and next")
                    .hasSize(3));
    assertThat(sidecar.getEnv())
        .filteredOn(variable -> variable.getName().equals(SidecarManifest.SPOOL_BYTES))
        .singleElement()
        .satisfies(
            variable ->
                assertThat(variable.getValue())
                    .as("three quarters of the volume")
                    .isEqualTo(Long.toString(192L << 20)));
    assertThat(pod.getSpec().getVolumes())
        .filteredOn(volume -> volume.getName().equals(SidecarManifest.SPOOL))
        .hasSize(1);
  }

  @Test
  void restrictedNamespaceAdmitsThePodWithItsSidecar() {
    Pod pod = create("restricted", "two", Map.of(), RESTRICTED_APP);
    assertThat(sidecar(pod).getSecurityContext().getRunAsUser()).isEqualTo(1000);
  }

  /** As where a cluster gives each namespace a range of users, or the image has one. */
  @Test
  void restrictedNamespaceAdmitsAPodThatStatesNoUserAndItsSidecarStatesNoneEither() {
    Pod pod =
        create("restricted", "any-user", Map.of(), RESTRICTED_APP.replace("runAsUser: 1000, ", ""));
    assertThat(sidecar(pod).getSecurityContext().getRunAsUser()).isNull();
    assertThat(sidecar(pod).getSecurityContext().getRunAsGroup()).isNull();
    assertThat(sidecar(pod).getSecurityContext().getRunAsNonRoot()).isTrue();
  }

  /** The mesh's webhook comes first, by its name: its init container has its ports already. */
  @Test
  void meshThatWasAtThePodBeforeIsToldOfTheSidecarsPort() {
    Namespaces.apply(client, "meshed", Map.of(Marks.INJECT, "true", "istio-injection", "enabled"));
    Pod pod = Pods.pod("{restartPolicy: Never, initContainers: [" + MESH + "], " + APP + "}");
    pod.getMetadata().setName("of-a-job");
    pod.getMetadata()
        .setAnnotations(Map.of("traffic.sidecar.istio.io/excludeInboundPorts", "8125, 9000"));

    Pod made = client.pods().inNamespace("meshed").resource(pod).create();

    assertThat(SidecarContainer.of(made)).isPresent();
    assertThat(made.getMetadata().getAnnotations())
        .containsEntry("traffic.sidecar.istio.io/excludeInboundPorts", "8125, 9000,7443");
    assertThat(made.getSpec().getInitContainers().getFirst().getArgs())
        .containsExactly(
            "istio-iptables", "-b", "*", "-d", "15090,15021,8125,9000,7443", "-o", "3306");
  }

  @Test
  void podWithoutAnyLabelStaysAsItIs() {
    Pod pod = create("plain", "three", Map.of(), "{" + APP + "}");
    assertThat(pod.getSpec().getInitContainers()).isEmpty();
    assertThat(pod.getSpec().getShareProcessNamespace()).isNull();
    assertThat(pod.getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void podThatCannotBeInjectedSaysWhyInAnAnnotation() {
    Pod pod =
        create("plain", "four", Map.of(Marks.INJECT, "true"), "{hostNetwork: true, " + APP + "}");
    assertThat(pod.getSpec().getInitContainers()).isEmpty();
    assertThat(pod.getMetadata().getAnnotations().get(NotInjected.ANNOTATION))
        .startsWith("HostNetwork: The pod uses hostNetwork");
    assertThat(NotInjected.of(pod).orElseThrow().reason()).isEqualTo("HostNetwork");
  }

  @Test
  void leaderTellsOfAPodThatWasLeftAloneInAnEvent() {
    Pod pod = Pods.pod("{hostNetwork: true, " + APP + "}");
    pod.getMetadata().setName("told");
    pod.getMetadata().setLabels(Map.of(Marks.INJECT, "true"));
    try (var roster = new PodRoster(client, Set.of("plain"))) {
      roster.listen(new LeftAlone(new EventRecorder(client, Clock.systemUTC(), "leader"))::changed);
      roster.start();
      String uid = client.pods().inNamespace("plain").resource(pod).create().getMetadata().getUid();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(events("plain"))
                      .anySatisfy(
                          event -> {
                            assertThat(event.getReason()).isEqualTo("NotInjected");
                            assertThat(event.getNote()).startsWith("HostNetwork: ");
                            assertThat(event.getRegarding().getName()).isEqualTo("told");
                            assertThat(event.getRegarding().getUid()).isEqualTo(uid);
                          }));
    }
  }

  @Test
  void podOfSeveralContainersGetsASidecarOnlyWhereItAsksForItItself() {
    String two = "{containers: [{name: cable, image: 'two:1'}, {name: log, image: 'two:1'}]}";
    Pod alone = create("opted-in", "several", Map.of(), two);
    assertThat(alone.getSpec().getShareProcessNamespace()).isNull();
    assertThat(NotInjected.of(alone).orElseThrow().text())
        .startsWith("SeveralContainers: ")
        .contains("label the pod itself");
    Pod asked = create("opted-in", "several-asked", Map.of(Marks.INJECT, "true"), two);
    assertThat(sidecar(asked)).isNotNull();
  }

  @Test
  void noMorePodsWaitForASidecarThatCannotStart() {
    Namespaces.apply(client, "unpullable", Namespaces.INJECTED);
    var pods = client.pods().inNamespace("unpullable");
    Pod first = Pods.pod("{" + APP + "}");
    first.getMetadata().setName("first");
    Pod waiting = pods.resource(first).create();
    assertThat(sidecar(waiting)).isNotNull();
    waiting.setStatus(
        Pods.read(
                """
                apiVersion: v1
                kind: Pod
                status:
                  phase: Pending
                  initContainerStatuses:
                  - {name: stuckpod, image: x, imageID: '', ready: false, restartCount: 0,
                     state: {waiting: {reason: ImagePullBackOff, message: no right to pull it}}}
                """)
            .getStatus());
    pods.resource(waiting).updateStatus();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(NotInjected.of(dryRun("unpullable", "{" + APP + "}")))
                    .hasValueSatisfying(
                        why ->
                            assertThat(why.text())
                                .startsWith("SidecarsFail: ")
                                .contains("pod first: ImagePullBackOff, no right to pull it")));
    pods.withName("first").withGracePeriod(0).delete();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(SidecarContainer.of(dryRun("unpullable", "{" + APP + "}"))).isPresent());
  }

  @Test
  void workloadWhosePodsAreRefusedGetsThemWithoutASidecar() {
    ReplicaSet set =
        client
            .resource(
                Json.KUBERNETES.unmarshal(
                    """
                    apiVersion: apps/v1
                    kind: ReplicaSet
                    metadata: {name: refused, namespace: opted-in}
                    spec:
                      replicas: 2
                      selector: {matchLabels: {app: refused}}
                      template:
                        metadata: {labels: {app: refused}}
                        spec: {containers: [{name: app, image: app}]}
                    """,
                    ReplicaSet.class))
            .create();
    assertThat(SidecarContainer.of(owned(set))).isPresent();
    client
        .resource(set)
        .editStatus(
            now -> {
              now.getStatus()
                  .setConditions(
                      List.of(
                          new ReplicaSetConditionBuilder()
                              .withType("ReplicaFailure")
                              .withStatus("True")
                              .withReason("FailedCreate")
                              .withMessage("images come from elsewhere")
                              .build()));
              return now;
            });
    assertThat(NotInjected.of(owned(set)))
        .hasValueSatisfying(
            why ->
                assertThat(why.text())
                    .startsWith("RefusedBefore: ")
                    .contains("images come from elsewhere"));
  }

  private Pod owned(ReplicaSet set) {
    Pod pod = Pods.pod("{" + APP + "}");
    pod.getMetadata()
        .setOwnerReferences(
            List.of(
                new OwnerReferenceBuilder()
                    .withApiVersion("apps/v1")
                    .withKind("ReplicaSet")
                    .withName(set.getMetadata().getName())
                    .withUid(set.getMetadata().getUid())
                    .withController(true)
                    .build()));
    return client.pods().inNamespace("opted-in").resource(pod).dryRun().create();
  }

  @Test
  void dryRunIsAnsweredAndWritesNothing() {
    double before = injection.meters.counter("stuckpod_injections", "outcome", "Injected").count();
    Pod pod = dryRun("opted-in", "{" + APP + "}");
    assertThat(sidecar(pod)).isNotNull();
    assertThat(injection.meters.counter("stuckpod_injections", "outcome", "Injected").count())
        .isEqualTo(before);
  }

  @Test
  void reportedUserOfAnImageIsUsedInItsNamespaceAlone() {
    injection.users.report("opted-in", "cable:1", 1234, 99);
    injection.users.report("opted-in", "other:1", 1, 1);
    Awaitility.await("what was read before is believed for some seconds")
        .until(
            () ->
                sidecar(dryRun("opted-in", "{" + APP + "}")).getSecurityContext().getRunAsUser()
                    != null);
    Pod pod = create("opted-in", "five", Map.of(), "{" + APP + "}");
    assertThat(sidecar(pod).getSecurityContext().getRunAsUser()).isEqualTo(1234);
    assertThat(sidecar(pod).getSecurityContext().getRunAsGroup()).isEqualTo(99);
    assertThat(injection.users.find("plain", "cable:1")).isEqualTo(RunAs.UNKNOWN);
  }

  @Test
  void replicasThatStartTogetherShareOneAuthority() {
    for (String secret : List.of(AuthorityStore.SECRET, AuthorityStore.NEXT_SECRET)) {
      client.secrets().inNamespace(ServedInjection.OWN).withName(secret).delete();
    }
    List<String> bundles =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () ->
                            new OperatorIdentity(
                                    new AuthorityStore(
                                        client, ServedInjection.OWN, Clock.systemUTC()),
                                    Clock.systemUTC())
                                .authorities()
                                .pem()))
            .limit(8)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .distinct()
            .toList();
    assertThat(bundles).hasSize(1);
  }

  private Pod create(String namespace, String name, Map<String, String> labels, String spec) {
    Pod pod = Pods.pod(spec);
    pod.getMetadata().setName(name);
    pod.getMetadata().setLabels(labels);
    try {
      return client.pods().inNamespace(namespace).resource(pod).create();
    } finally {
      client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
    }
  }

  private Pod dryRun(String namespace, String spec) {
    return client.pods().inNamespace(namespace).resource(Pods.pod(spec)).dryRun().create();
  }

  private List<Event> events(String namespace) {
    return client.events().v1().events().inNamespace(namespace).list().getItems();
  }

  private static Container sidecar(Pod pod) {
    return pod.getSpec().getInitContainers().stream()
        .filter(container -> container.getName().equals(SidecarManifest.NAME))
        .findFirst()
        .orElseThrow();
  }
}
