package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.identity.AuthorityStore;
import dev.stuckpod.operator.identity.OperatorIdentity;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real API server asks the endpoint, trusts it by what it wrote, and admits what it made. */
@WithApiServer
class InjectionIT {

  private static final String OWN = "stuckpod";
  private static final String CONFIGURATION = "stuckpod";
  private static final String APP = "containers: [{name: cable, image: 'cable:1'}]";
  private static final String RESTRICTED_APP =
      """
      {securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}},
       containers: [{name: cable, image: 'cable:1',
         securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}
      """;

  private final KubernetesClient client;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ImageUsers users;
  private final Injection injection;

  InjectionIT(KubernetesClient client) throws IOException {
    this.client = client;
    namespace(OWN, Map.of());
    namespace("opted-in", Map.of(Marks.INJECT, "true"));
    namespace("plain", Map.of());
    namespace(
        "restricted",
        Map.of(Marks.INJECT, "true", "pod-security.kubernetes.io/enforce", "restricted"));
    users = new ImageUsers(client, OWN);
    var environment =
        new InjectionEnvironment(0, CONFIGURATION, "stuckpod-webhook", OWN, Pods.SETTINGS);
    injection =
        new Injection(
            client,
            environment,
            new OperatorIdentity(
                new AuthorityStore(client, OWN, Clock.systemUTC()),
                List.of("127.0.0.1"),
                Clock.systemUTC()),
            users,
            new EventRecorder(client, Clock.systemUTC(), "test"),
            meters);
  }

  @BeforeEach
  void register() {
    client
        .resource(
            new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(CONFIGURATION)
                .endMetadata()
                .addNewWebhook()
                .withName("inject.stuckpod.dev")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("NoneOnDryRun")
                .withFailurePolicy("Fail")
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:" + injection.port() + AdmissionEndpoint.PATH)
                .endClientConfig()
                .addNewRule()
                .withOperations("CREATE")
                .withApiGroups("")
                .withApiVersions("v1")
                .withResources("pods")
                .endRule()
                .endWebhook()
                .build())
        .createOr(NonDeletingOperation::update);
    // the API server needs a moment to see the configuration that we wrote our authority into
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> injection.ready() && dryRun("plain", "{" + APP + "}") != null);
  }

  @AfterEach
  void close() {
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(CONFIGURATION)
        .delete();
    injection.close();
  }

  @Test
  void podOfAnOptedInNamespaceGetsANativeSidecar() {
    Pod pod = create("opted-in", "one", Map.of(), "{" + APP + "}");
    assertThat(pod.getSpec().getShareProcessNamespace()).isTrue();
    assertThat(pod.getMetadata().getLabels()).containsEntry(SidecarContainer.LABEL, "true");
    Container sidecar = sidecar(pod);
    assertThat(sidecar.getRestartPolicy()).isEqualTo("Always");
    assertThat(sidecar.getEnv())
        .filteredOn(variable -> variable.getName().equals(Sidecar.CA))
        .singleElement()
        .satisfies(
            variable ->
                assertThat(variable.getValue().split("-----BEGIN CERTIFICATE-----", -1))
                    .as("current and next")
                    .hasSize(3));
    assertThat(sidecar.getEnv())
        .filteredOn(variable -> variable.getName().equals(Sidecar.SPOOL_BYTES))
        .singleElement()
        .satisfies(
            variable ->
                assertThat(variable.getValue())
                    .as("three quarters of the volume")
                    .isEqualTo(Long.toString(192L << 20)));
    assertThat(pod.getSpec().getVolumes())
        .filteredOn(volume -> volume.getName().equals(Sidecar.SPOOL))
        .hasSize(1);
  }

  @Test
  void restrictedNamespaceAdmitsThePodWithItsSidecar() {
    Pod pod = create("restricted", "two", Map.of(), RESTRICTED_APP);
    assertThat(sidecar(pod).getSecurityContext().getRunAsUser()).isEqualTo(1000);
  }

  @Test
  void podWithoutAnyLabelStaysAsItIs() {
    Pod pod = create("plain", "three", Map.of(), "{" + APP + "}");
    assertThat(pod.getSpec().getInitContainers()).isEmpty();
    assertThat(pod.getSpec().getShareProcessNamespace()).isNull();
    assertThat(pod.getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void podThatCannotBeInjectedSaysWhyInAnEventAndAnAnnotation() {
    Pod pod =
        create("plain", "four", Map.of(Marks.INJECT, "true"), "{hostNetwork: true, " + APP + "}");
    assertThat(pod.getSpec().getInitContainers()).isEmpty();
    assertThat(pod.getMetadata().getAnnotations().get(NotInjected.ANNOTATION))
        .startsWith("HostNetwork: The pod uses hostNetwork");
    assertThat(NotInjected.of(pod).orElseThrow().reason()).isEqualTo("HostNetwork");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(events("plain"))
                    .anySatisfy(
                        event -> {
                          assertThat(event.getReason()).isEqualTo("NotInjected");
                          assertThat(event.getNote()).startsWith("HostNetwork: ");
                          assertThat(event.getRegarding().getName()).isEqualTo("four");
                        }));
  }

  @Test
  void dryRunIsAnsweredAndWritesNothing() {
    double before = meters.counter("stuckpod_injections", "outcome", "Injected").count();
    Pod pod = dryRun("opted-in", "{" + APP + "}");
    assertThat(sidecar(pod)).isNotNull();
    assertThat(meters.counter("stuckpod_injections", "outcome", "Injected").count())
        .isEqualTo(before);
  }

  @Test
  void reportedUserOfAnImageIsUsedInItsNamespaceAlone() {
    users.report("opted-in", "cable:1", 1234, 99);
    users.report("opted-in", "other:1", 1, 1);
    Pod pod = create("opted-in", "five", Map.of(), "{" + APP + "}");
    assertThat(sidecar(pod).getSecurityContext().getRunAsUser()).isEqualTo(1234);
    assertThat(sidecar(pod).getSecurityContext().getRunAsGroup()).isEqualTo(99);
    assertThat(users.find("plain", "cable:1")).isEqualTo(RunAs.UNKNOWN);
  }

  @Test
  void replicasThatStartTogetherShareOneAuthority() {
    client.secrets().inNamespace(OWN).withName(AuthorityStore.SECRET).delete();
    List<String> bundles =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () ->
                            new OperatorIdentity(
                                    new AuthorityStore(client, OWN, Clock.systemUTC()),
                                    List.of("127.0.0.1"),
                                    Clock.systemUTC())
                                .authorities()))
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
        .filter(container -> container.getName().equals(Sidecar.NAME))
        .findFirst()
        .orElseThrow();
  }

  private void namespace(String name, Map<String, String> labels) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .serverSideApply();
  }
}
