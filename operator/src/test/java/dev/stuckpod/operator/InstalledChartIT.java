package dev.stuckpod.operator;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart, installed, upgraded and taken away by Helm itself on an API server that knows nothing
 * of us.
 */
class InstalledChartIT {

  private static final String NAMESPACE = "stuckpod";
  private static final String SECRET = "stuckpod-webhook-tls";
  private static final String AUTHORITY = new HeldCertificate.Builder().build().certificatePem();
  private static final Path CHART = Repository.root().resolve("charts/stuckpod");
  private static final Path GOLDEN =
      Repository.root().resolve("operator/src/test/resources/dev/stuckpod/operator/chart");

  private @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"helm, helm", "helm4, helm4", "helm, helm4"})
  void installsUpgradesAndLeaves(String first, String then) throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client()) {
      Path kubeconfig = server.kubeconfig(folder.resolve("kubeconfig"));
      helm(
          first,
          kubeconfig,
          "install",
          "--create-namespace",
          "--set",
          "prometheus.url=http://one:9090");
      assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
          .extracting(crd -> crd.getSpec().getNames().getKind())
          .containsExactlyInAnyOrder(
              "DumpAnalysis", "LoadTestWindow", "MetricsSource", "RawDump", "StuckPolicy");
      assertThat(source(client)).isEqualTo("http://one:9090");
      assertThat(image(client)).endsWith("/operator:" + Repository.version());
      Map<String, String> certificate = certificate(client);
      assertThat(trusted(client)).containsOnly(certificate.get("ca.crt"));

      helm(
          then,
          kubeconfig,
          "upgrade",
          "--set",
          "prometheus.url=http://two:9090,image.tag=0.2.0,injection.timeoutSeconds=3");
      assertThat(source(client)).isEqualTo("http://two:9090");
      assertThat(image(client)).endsWith("/operator:0.2.0");
      assertThat(Objects.requireNonNull(webhook(client)).getWebhooks())
          .allSatisfy(webhook -> assertThat(webhook.getTimeoutSeconds()).isEqualTo(3));
      assertThat(certificate(client)).as("what was made once stays").isEqualTo(certificate);
      assertThat(trusted(client)).containsOnly(certificate.get("ca.crt"));

      helm(then, kubeconfig, "uninstall");
      assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems()).isEmpty();
      assertThat(webhook(client)).isNull();
      assertThat(client.secrets().inNamespace(NAMESPACE).withName(SECRET).get()).isNull();
      assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
          .as("policies and dumps stay")
          .hasSize(5);
    }
  }

  /** There the operator wrote whom the API server trusts; until it is replaced it still answers. */
  @ParameterizedTest
  @CsvSource({"helm, helm", "helm4, helm4", "helm, helm4"})
  void upgradesFromTheChartOfBeforeAndItsOperatorIsTrustedUntilItIsReplaced(
      String first, String then) throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client()) {
      Path kubeconfig = server.kubeconfig(folder.resolve("kubeconfig"));
      helm(first, before(), kubeconfig, "install", "--create-namespace");
      trustTheOperatorOfBefore(client);

      helm(then, kubeconfig, "upgrade", "--reuse-values");

      assertThat(configuration(client, "stuckpod")).isNull();
      String own = certificate(client).get("ca.crt");
      assertThat(trusted(client))
          .allSatisfy(
              bundle -> assertThat(decoded(bundle)).contains(decoded(own).strip(), AUTHORITY));

      helm(then, kubeconfig, "upgrade", "--reuse-values");
      assertThat(trusted(client)).as("it is replaced").containsOnly(own);
      assertThat(certificate(client)).containsEntry("ca.crt", own);
    }
  }

  /** One NetworkPolicy alone shuts pods from all whom it does not admit. */
  @Test
  void admitsTheOperatorOnlyToNamespacesThatLetNobodyIn() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client()) {
      Path kubeconfig = server.kubeconfig(folder.resolve("kubeconfig"));
      Namespaces.apply(client, "shop");
      String[] install = {"--create-namespace", "--set", "networkPolicy.appNamespaces={shop}"};
      assertThatThrownBy(() -> helm("helm", kubeconfig, "install", install))
          .hasMessageContaining("no NetworkPolicy guards namespace shop");

      client
          .resource(
              """
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: default-deny, namespace: shop}
              spec: {podSelector: {}, policyTypes: [Ingress]}
              """)
          .create();
      helm("helm", kubeconfig, "install", install);

      assertThat(client.network().networkPolicies().inNamespace("shop").list().getItems())
          .extracting(policy -> policy.getMetadata().getName())
          .containsExactlyInAnyOrder("default-deny", "stuckpod-sidecars");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"helm", "helm4"})
  void rendersTheSameWithEveryHelm(String tool) throws Exception {
    Path values = GOLDEN.resolve("everything-values.yaml");
    Path nowhere = folder.resolve("no-kubeconfig");
    String rendered = helm(tool, nowhere, "template", "--values", values.toString());
    assertThat(documents(rendered.replace(Repository.version(), "VERSION")))
        .isEqualTo(documents(Files.readString(values.resolveSibling("everything.yaml"))));
  }

  /** In any order, and without the empty lines that Helm 3 leaves. */
  private static Set<String> documents(String manifests) {
    return Stream.of(manifests.split("(?m)^---$"))
        .map(text -> text.lines().filter(line -> !line.isBlank()).collect(joining("\n")))
        .collect(toSet());
  }

  private static String source(KubernetesClient client) {
    return client.resources(MetricsSource.class).withName("default").require().getSpec().base();
  }

  private static String image(KubernetesClient client) {
    Deployment deployment =
        client.apps().deployments().inNamespace(NAMESPACE).withName("stuckpod").require();
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  private static @Nullable MutatingWebhookConfiguration webhook(KubernetesClient client) {
    return configuration(client, "stuckpod-injection");
  }

  private static @Nullable MutatingWebhookConfiguration configuration(
      KubernetesClient client, String name) {
    return client.admissionRegistration().v1().mutatingWebhookConfigurations().withName(name).get();
  }

  /** Whom the API server trusts, for each webhook. */
  private static List<String> trusted(KubernetesClient client) {
    return Objects.requireNonNull(webhook(client)).getWebhooks().stream()
        .map(webhook -> webhook.getClientConfig().getCaBundle())
        .toList();
  }

  private static Map<String, String> certificate(KubernetesClient client) {
    return client.secrets().inNamespace(NAMESPACE).withName(SECRET).require().getData();
  }

  private static String decoded(@Nullable String base64) {
    return new String(
        Base64.getDecoder().decode(Objects.requireNonNull(base64)), StandardCharsets.UTF_8);
  }

  /** The chart as it was when the operator wrote whom the API server trusts. */
  private Path before() throws IOException {
    Path chart = Files.createDirectory(folder.resolve("before")).resolve("stuckpod");
    try (Stream<Path> files = Files.walk(CHART)) {
      for (Path file : files.toList()) {
        Files.copy(file, chart.resolve(CHART.relativize(file).toString()));
      }
    }
    Files.delete(chart.resolve("templates/certificate.yaml"));
    Files.copy(
        GOLDEN.resolve("before/webhook.yaml"),
        chart.resolve("templates/webhook.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    return chart;
  }

  private static void trustTheOperatorOfBefore(KubernetesClient client) {
    MutatingWebhookConfiguration configuration =
        Objects.requireNonNull(configuration(client, "stuckpod"));
    for (MutatingWebhook webhook : configuration.getWebhooks()) {
      webhook
          .getClientConfig()
          .setCaBundle(
              Base64.getEncoder().encodeToString(AUTHORITY.getBytes(StandardCharsets.UTF_8)));
    }
    client.resource(configuration).update();
  }

  private static String helm(String tool, Path kubeconfig, String verb, String... more)
      throws IOException, InterruptedException {
    return helm(tool, CHART, kubeconfig, verb, more);
  }

  private static String helm(String tool, Path chart, Path kubeconfig, String verb, String... more)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of(verb, "stuckpod"));
    if (!verb.equals("uninstall")) {
      words.add(chart.toString());
    }
    words.addAll(List.of("--namespace", NAMESPACE));
    words.addAll(List.of(more));
    return ClusterTool.of(tool, kubeconfig).run(words.toArray(String[]::new));
  }
}
