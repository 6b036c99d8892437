package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.LoadState;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.identity.AuthorityStore;
import dev.stuckpod.operator.identity.Bundle;
import dev.stuckpod.operator.identity.OperatorIdentity;
import dev.stuckpod.operator.inject.facts.ImageUsers;
import dev.stuckpod.operator.loadtest.ForeignKinds;
import dev.stuckpod.operator.network.OwnPod;
import dev.stuckpod.operator.network.PolicyBarriers;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.operator.policy.HubPolicies;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The rights that the chart gives, held against what the operator asks a real API server for, both
 * ways; and what they are worth to whoever takes it over.
 */
class RightsIT {

  private static final String USER = "system:serviceaccount:stuckpod:stuckpod";
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final int FORBIDDEN = 403;

  private @TempDir Path folder = Path.of("");

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void operatorIsGrantedWhatItAsksForAndNothingElse() throws Exception {
    try (var target = new ScriptedTarget("hub");
        var prometheus = Prometheus.scraping(List.of(target.scrapeConfig("shop")));
        var server = new ApiServer(Asked.audit(folder, USER));
        KubernetesClient client = server.client();
        var operator =
            new InstalledOperator(
                server,
                client,
                folder,
                "prometheus.url=" + prometheus.url(),
                "prometheus.auth.plainHttp=true",
                "prometheus.auth.bearerTokenSecret.name=metrics",
                "prometheus.auth.bearerTokenSecret.key=token",
                "onDemand.keep=1")) {
      secret(client, "metrics");
      secret(client, "unlisted");
      Namespaces.create(client, "shop", Namespaces.INJECTED);
      operator.start();
      await().until(() -> SidecarContainer.of(create(client, "hub", "")).isPresent());
      run(client);
      policy(client, "hub", "Capture", "default");
      await().until(() -> said(client, "hub", "CounterMoves"));
      target.become(ScriptedTarget.Mood.Frozen);
      await()
          .untilAsserted(
              () -> assertThat(analyses(client)).as(operator.log()).anyMatch(this::isIncident));
      create(client, "of-set", "apps/v1/ReplicaSet");
      create(client, "of-stateful-set", "apps/v1/StatefulSet");
      create(client, "of-daemon-set", "apps/v1/DaemonSet");
      create(client, "of-job", "batch/v1/Job");
      askTwice(client);
      await().until(() -> analyses(client).noneMatch(one -> isNamed(one, "first")));
      testLoad(client);
      leftAlone(client);
      operator.stop();
      operator.start();
      await().until(() -> isToldTwice(client));
      try (KubernetesClient own = as(server, operator.token())) {
        rotate(own);
        learn(own);
        keepAndRead(own, client);
        lookForBarriers(own);
        assertIsWorthNoMore(own, client);
      }
      unlistedSecretIsNamed(client, prometheus.url());

      List<Asked> asked = Asked.of(folder);
      assertThat(asked.stream().filter(one -> one.code() == FORBIDDEN))
          .as("refused")
          .allMatch(one -> one.name().equals("unlisted"), "meant to be");
      assertThat(rights(client).filter(right -> asked.stream().noneMatch(right::isUsedBy)))
          .as("rights that nothing has used")
          .isEmpty();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whereNamespacesAreNamedItHasNoRightElsewhere() throws Exception {
    try (var target = new ScriptedTarget("hub");
        var prometheus = Prometheus.scraping(List.of(target.scrapeConfig("shop")));
        var server = new ApiServer(Asked.audit(folder, USER));
        KubernetesClient client = server.client()) {
      Namespaces.create(client, "shop", Namespaces.INJECTED);
      Namespaces.create(client, "till", Namespaces.INJECTED);
      try (var operator =
          new InstalledOperator(
              server,
              client,
              folder,
              "prometheus.url=" + prometheus.url(),
              "injection.enabled=false",
              "watchNamespaces={shop}")) {
        operator.start();
        create(client, "hub", "");
        run(client);
        policy(client, "hub", "Capture", "default");
        await().until(() -> said(client, "hub", "CounterMoves"));
        target.become(ScriptedTarget.Mood.Frozen);
        await().until(() -> analyses(client).anyMatch(this::isIncident));
        askTwice(client);

        assertThat(Asked.of(folder)).noneMatch(one -> one.code() == FORBIDDEN);
        try (KubernetesClient own = as(server, operator.token())) {
          assertThat(may(own, "list", "", "pods", "shop", "")).isTrue();
          for (String resource : List.of("pods", "secrets", "configmaps", "limitranges")) {
            assertThat(may(own, "list", "", resource, "till", "")).as(resource).isFalse();
          }
          assertThat(may(own, "get", "", "pods/log", "till", "")).isFalse();
          assertThat(may(own, "create", "events.k8s.io", "events", "till", "")).isFalse();
          assertThat(may(own, "get", "", "namespaces", "", "till")).isFalse();
        }
      }
    }
  }

  /** What the operator's token gives to who has it. */
  private static void assertIsWorthNoMore(KubernetesClient own, KubernetesClient client) {
    for (String verb : List.of("get", "list", "create", "update", "patch", "delete")) {
      assertThat(may(own, verb, "", "secrets", "stuckpod", "unlisted")).as(verb).isFalse();
      assertThat(may(own, verb, "", "secrets", "stuckpod", "")).as(verb).isFalse();
      assertThat(may(own, verb, "", "secrets", "shop", "any")).as(verb).isFalse();
      assertThat(may(own, verb, "", "configmaps", "stuckpod", "any")).as(verb).isFalse();
      assertThat(
              may(
                  own,
                  verb,
                  "admissionregistration.k8s.io",
                  "mutatingwebhookconfigurations",
                  "",
                  "stuckpod-injection"))
          .as(verb)
          .isFalse();
    }
    for (String resource :
        List.of("pods", "pods/exec", "pods/ephemeralcontainers", "serviceaccounts/token")) {
      assertThat(may(own, "create", "", resource, "stuckpod", "")).as(resource).isFalse();
      assertThat(may(own, "create", "", resource, "shop", "")).as(resource).isFalse();
    }
    // the one Secret that it makes becomes none that the API server puts a token into
    assertThat(
            Objects.requireNonNull(
                    client.secrets().inNamespace("stuckpod").withName(AuthorityStore.SECRET).get())
                .getType())
        .isEqualTo("Opaque");
    try {
      own.secrets()
          .inNamespace("stuckpod")
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName(AuthorityStore.SECRET)
                  .addToAnnotations("kubernetes.io/service-account.name", "default")
                  .endMetadata()
                  .withType("kubernetes.io/service-account-token")
                  .build())
          .fieldManager("taken-over")
          .forceConflicts()
          .serverSideApply();
      throw new AssertionError("the type of a Secret was changed");
    } catch (KubernetesClientException refused) {
      assertThat(refused.getCode()).isEqualTo(422);
    }
  }

  private static boolean may(
      KubernetesClient own, String verb, String group, String resource, String in, String name) {
    String[] parts = resource.split("/", 2);
    return own.authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(group)
                .withResource(parts[0])
                .withSubresource(parts.length == 1 ? "" : parts[1])
                .withNamespace(in)
                .withName(name)
                .endResourceAttributes()
                .endSpec()
                .build())
        .getStatus()
        .getAllowed();
  }

  private static Stream<Asked.Right> rights(KubernetesClient client) {
    return Stream.concat(
            client.rbac().clusterRoles().withName("stuckpod").require().getRules().stream(),
            client
                .rbac()
                .roles()
                .inNamespace("stuckpod")
                .withName("stuckpod")
                .require()
                .getRules()
                .stream())
        .flatMap(Asked.Right::of);
  }

  private static KubernetesClient as(ApiServer server, String token) {
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(server.config()).withOauthToken(token).build())
        .build();
  }

  /** What happens every nine years. */
  private static void rotate(KubernetesClient own) {
    var later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3500));
    Bundle before = new OperatorIdentity(store(own, Clock.systemUTC()), later).authorities();
    assertThat(new OperatorIdentity(store(own, later), later).authorities()).isNotEqualTo(before);
  }

  private static AuthorityStore store(KubernetesClient own, Clock clock) {
    return new AuthorityStore(own, "stuckpod", clock);
  }

  /** What sidecars tell. */
  private static void learn(KubernetesClient own) {
    var users = new ImageUsers(own, "stuckpod");
    users.report("shop", "one:1", 1, 1);
    users.report("shop", "two:1", 2, 2);
    assertThat(users.find("shop", "one:1").uid()).isEqualTo(1);
  }

  /**
   * Windows follow a TestRun and a Job, ask what these have said last when they are gone, and are
   * deleted in their time.
   */
  private static void testLoad(KubernetesClient client) {
    monitor(client);
    List<HasMetadata> loads = loads(client);
    for (String load : List.of("testRun", "job")) {
      client
          .resource(
              """
              apiVersion: stuckpod.dev/v1alpha1
              kind: LoadTestWindow
              metadata: {name: '%s', namespace: shop}
              spec:
                selector: {matchLabels: {app: hub}}
                during: {%s: {name: soak}}
                settle: 1s
                deadline: 1m
                retention: {keep: 1}
              """
                  .formatted(load.toLowerCase(Locale.ROOT), load))
          .create();
    }
    await()
        .until(
            () ->
                windows(client)
                        .filter(one -> one.getStatus() != null)
                        .filter(one -> one.getStatus().load() == LoadState.Running)
                        .count()
                    == 2);
    loads.forEach(
        one -> client.resource(one).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete());
    await().until(() -> windows(client).count() < 2);
  }

  private static Stream<LoadTestWindow> windows(KubernetesClient client) {
    return client.resources(LoadTestWindow.class).inNamespace("shop").list().getItems().stream();
  }

  /** A TestRun and a Job, which run. */
  private static List<HasMetadata> loads(KubernetesClient client) {
    ForeignKinds.install(client, "k6.io", "v1alpha1", "TestRun");
    GenericKubernetesResource run =
        ForeignKinds.create(
            client,
            """
            apiVersion: k6.io/v1alpha1
            kind: TestRun
            metadata: {name: soak, namespace: shop}
            """);
    run.setAdditionalProperty("status", Map.of("stage", "started"));
    Job job =
        YAML.unmarshal(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: soak, namespace: shop}
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: k6, image: 'k6:1'}]}}}
            """,
            Job.class);
    Job created = client.resource(job).create();
    created.setStatus(
        new JobStatusBuilder().withStartTime("2026-01-15T12:00:00Z").withActive(1).build());
    return List.of(client.resource(run).updateStatus(), client.resource(created).updateStatus());
  }

  /** Where there are ServiceMonitors, Services are asked for. */
  private static void monitor(KubernetesClient client) {
    ForeignKinds.install(client, "monitoring.coreos.com", "v1", "ServiceMonitor");
    ForeignKinds.create(
        client,
        """
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: {name: hub, namespace: shop}
        spec: {selector: {matchLabels: {app: hub}}, endpoints: [{port: metrics}]}
        """);
  }

  /** What follows when a sidecar does not answer. */
  private static void lookForBarriers(KubernetesClient own) {
    var pod = new PodBuilder().withNewMetadata().withName("hub").withNamespace("shop");
    var operator = new OwnPod("stuckpod", Map.of(), "");
    assertThat(
            new PolicyBarriers(own, operator, Clock.systemUTC())
                .before(PodView.of(pod.withUid("1").endMetadata().build()), 7443))
        .isEmpty();
  }

  /** What follows when a sidecar gives a dump; there is none here. */
  private void keepAndRead(KubernetesClient own, KubernetesClient client) throws IOException {
    byte[] bytes = {1};
    Path file = folder.resolve("dump");
    var dump = PackedDump.write(new ByteArrayInputStream(bytes), file, Files.newOutputStream(file));
    DumpAnalysis analysis = analyses(client).findFirst().orElseThrow();
    DumpStore store = DumpStores.of(own);
    String name = store.keep(analysis, 0, dump).name();
    try (var read = store.open("shop", name)) {
      assertThat(read).hasBinaryContent(bytes);
    }
  }

  private static void unlistedSecretIsNamed(KubernetesClient client, String url) {
    client
        .resource(
            """
            apiVersion: stuckpod.dev/v1alpha1
            kind: MetricsSource
            metadata: {name: unlisted}
            spec: {url: '%s', auth: {bearerTokenSecret: {name: unlisted, key: token}, plainHttp: true}}
            """
                .formatted(url))
        .create();
    policy(client, "unlisted", "Shadow", "unlisted");
    await()
        .until(
            () ->
                said(client, "unlisted", "SecretForbidden")
                    && said(client, "unlisted", "metricsSecrets of the chart's values"));
  }

  private static void secret(KubernetesClient client, String name) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("stuckpod")
                .endMetadata()
                .addToStringData("token", "secret")
                .build())
        .create();
  }

  /** Creates a pod anew. */
  private static Pod create(KubernetesClient client, String name, String owner) {
    int kind = owner.lastIndexOf('/');
    String owners =
        owner.isEmpty()
            ? ""
            : ", ownerReferences: [{apiVersion: %s, kind: %s, name: it, uid: '1', controller: true}]"
                .formatted(owner.substring(0, kind), owner.substring(kind + 1));
    var pods = client.pods().inNamespace("shop");
    pods.withName(name).withGracePeriod(0).delete();
    return pods.resource(
            YAML.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {app: %s}%s}
                spec: {nodeName: node, containers: [{name: hub, image: 'hub:1'}]}
                """
                    .formatted(name, name, owners),
                Pod.class))
        .create();
  }

  private static void run(KubernetesClient client) {
    Pod pod = client.pods().inNamespace("shop").withName("hub").require();
    pod.setStatus(
        YAML.unmarshal(
            """
            phase: Running
            podIP: 127.0.0.1
            conditions: [{type: Ready, status: 'True'}]
            containerStatuses:
            - {name: hub, ready: true, restartCount: 0, image: 'hub:1', imageID: '', containerID: 'containerd://hub',
               state: {running: {startedAt: '%1$s'}}}
            initContainerStatuses:
            - {name: stuckpod, ready: true, restartCount: 0, image: 'sidecar:1', imageID: '', containerID: 'containerd://sidecar',
               state: {running: {startedAt: '%1$s'}}}
            """
                .formatted(Instant.now().minus(Duration.ofHours(1))),
            PodStatus.class));
    client.resource(pod).updateStatus();
  }

  private static void policy(KubernetesClient client, String name, String mode, String source) {
    client
        .resource(
            HubPolicies.of(
                "shop",
                name,
                "mode: " + mode,
                "metrics: {source: %s}".formatted(source),
                "for: 2s",
                """
                stuckWhen: {any: [{name: frozen, noProgress: {window: 8s, while: [{metric: hub_clients, above: 100}],
                    counters: [{metric: hub_sent_total}], frozen: [{metric: hub_goroutines}]}}]}
                """))
        .create();
  }

  /** Whether a word is anywhere in a policy's status. */
  private static boolean said(KubernetesClient client, String policy, String word) {
    return YAML.asJson(
            client.resources(StuckPolicy.class).inNamespace("shop").withName(policy).require())
        .contains(word);
  }

  private static Stream<DumpAnalysis> analyses(KubernetesClient client) {
    return client.resources(DumpAnalysis.class).inNamespace("shop").list().getItems().stream();
  }

  private boolean isIncident(DumpAnalysis analysis) {
    return analysis.getSpec().trigger() != null;
  }

  private static boolean isNamed(DumpAnalysis analysis, String name) {
    return analysis.getMetadata().getName().equals(name);
  }

  /** Asks for analyses as a person does. */
  private static void askTwice(KubernetesClient client) {
    for (String name : List.of("first", "second")) {
      client
          .resource(
              YAML.unmarshal(
                  """
                  apiVersion: stuckpod.dev/v1alpha1
                  kind: DumpAnalysis
                  metadata: {name: %s, namespace: shop}
                  spec: {podName: nobody}
                  """
                      .formatted(name),
                  DumpAnalysis.class))
          .create();
      await()
          .until(
              () ->
                  client
                          .resources(DumpAnalysis.class)
                          .inNamespace("shop")
                          .withName(name)
                          .require()
                          .getStatus()
                      != null);
      Instant next = Instant.now().plusSeconds(1); // which is older is known by the second
      await().until(() -> Instant.now().isAfter(next));
    }
  }

  /** A pod that gets no sidecar, which is told of in an Event, and again by the next leader. */
  private static void leftAlone(KubernetesClient client) {
    client
        .pods()
        .inNamespace("shop")
        .resource(
            YAML.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: left-alone}
                spec: {hostNetwork: true, nodeName: node, containers: [{name: app, image: 'app:1'}]}
                """,
                Pod.class))
        .create();
    await()
        .until(
            () ->
                client.events().v1().events().inNamespace("shop").list().getItems().stream()
                    .anyMatch(event -> "NotInjected".equals(event.getReason())));
  }

  private static boolean isToldTwice(KubernetesClient client) {
    return client.events().v1().events().inNamespace("shop").list().getItems().stream()
        .anyMatch(event -> "NotInjected".equals(event.getReason()) && event.getSeries() != null);
  }
}
