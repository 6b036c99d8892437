package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.loadtest.ForeignKinds;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart under a tool such as Argo CD or Flux: docs/clusters.md. */
class GitOpsIT {

  private static final String NAMESPACE = InstalledOperator.NAMESPACE;
  private static final String CERT_MANAGER = "injection.certificate.certManager.enabled=true";

  private @TempDir Path folder = Path.of("");

  @Test
  void nothingDiffersAfterTheOperatorHasRunButWhatTheDocumentSaysToIgnore() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client();
        var operator = new InstalledOperator(server, client, folder, DryRun.APPLY, List.of())) {
      var tool = new DryRun(server.kubeconfig(folder.resolve("tool")), folder);
      operator.start();
      inject(client, operator);
      operator.leadBack();
      tool.apply(service(tool));

      List<String> drift = tool.drift(tool.render());

      assertThat(drift)
          .containsExactlyInAnyOrder(
              "MutatingWebhookConfiguration stuckpod-injection: /webhooks/0/clientConfig/caBundle",
              "MutatingWebhookConfiguration stuckpod-injection: /webhooks/1/clientConfig/caBundle",
              "Secret stuckpod-webhook-tls: /data/ca.crt",
              "Secret stuckpod-webhook-tls: /data/tls.crt",
              "Secret stuckpod-webhook-tls: /data/tls.key");
      List<Ignored> ignored = Ignored.ofTheDocument();
      assertThat(drift).allMatch(line -> ignored.stream().anyMatch(one -> one.covers(line)));
      assertThat(ignored)
          .as("nothing is to be ignored that need not be")
          .hasSize(2)
          .allMatch(one -> drift.stream().anyMatch(one::covers));
      looksLikeNobodysElse(client);
    }
  }

  @Test
  void whereCertManagerInjectsTheCaBundleNothingDiffersAtAll() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client()) {
      ForeignKinds.install(client, "cert-manager.io", "v1", "Certificate");
      ForeignKinds.install(client, "cert-manager.io", "v1", "Issuer");
      try (var installed =
          new InstalledOperator(server, client, folder, DryRun.APPLY, List.of(CERT_MANAGER))) {
        assertThat(installed.token()).isNotEmpty();
        var tool = new DryRun(server.kubeconfig(folder.resolve("tool")), folder);
        injectCaBundle(client);

        assertThat(tool.drift(tool.render("--set", CERT_MANAGER))).isEmpty();
        tool.apply(tool.render("--set", CERT_MANAGER));
        assertThat(configuration(client).require().getWebhooks())
            .as("an apply leaves it")
            .allSatisfy(one -> assertThat(one.getClientConfig().getCaBundle()).isEqualTo("eA=="));
      }
    }
  }

  /** Argo CD applies them with the rest; Helm never does after the first time. */
  @Test
  void kindsOfBeforeBecomeThoseOfTheChartAndWhatIsStoredStays() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client();
        var installed = new InstalledOperator(server, client, folder, DryRun.APPLY, List.of())) {
      assertThat(installed.token()).isNotEmpty();
      var tool = new DryRun(server.kubeconfig(folder.resolve("tool")), folder);
      client
          .resource(
              """
              apiVersion: stuckpod.dev/v1alpha1
              kind: StuckPolicy
              metadata: {name: kept, namespace: stuckpod}
              spec: {selector: {matchLabels: {app: hub}}, stuckWhen: {any: [{name: hang, scrapeHang: {}}]}}
              """)
          .create();
      Resource<CustomResourceDefinition> kind =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName("stuckpolicies.stuckpod.dev");
      kind.edit(
          (CustomResourceDefinition old) -> {
            old.getSpec().getVersions().getFirst().setAdditionalPrinterColumns(List.of());
            return old;
          });

      tool.apply(tool.render("--include-crds"));

      assertThat(kind.require().getSpec().getVersions().getFirst().getAdditionalPrinterColumns())
          .isNotEmpty();
      assertThat(tool.drift(tool.render("--include-crds")))
          .isNotEmpty()
          .noneMatch(line -> line.startsWith("CustomResourceDefinition"));
      await() // a kind that has changed is served anew
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(
                          client
                              .resources(StuckPolicy.class)
                              .inNamespace(NAMESPACE)
                              .withName("kept")
                              .get())
                      .isNotNull());
    }
  }

  /** Lets the operator make and write what it makes and writes. */
  private static void inject(KubernetesClient client, InstalledOperator operator) {
    Namespaces.apply(client, "shop", Namespaces.INJECTED);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(
                        SidecarContainer.of(
                            client
                                .pods()
                                .inNamespace("shop")
                                .resource(
                                    new PodBuilder()
                                        .withNewMetadata()
                                        .withGenerateName("hub-")
                                        .endMetadata()
                                        .withNewSpec()
                                        .addNewContainer()
                                        .withName("hub")
                                        .withImage("hub:1")
                                        .endContainer()
                                        .endSpec()
                                        .build())
                                .create()))
                    .as(operator.log())
                    .isPresent());
  }

  /** The Service alone, which a test leads aside. */
  private Path service(DryRun tool) throws IOException, InterruptedException {
    String[] documents = Files.readString(tool.render()).split("(?m)^---$");
    String service =
        Stream.of(documents)
            .filter(one -> one.contains("kind: Service\n") && one.contains("targetPort: webhook"))
            .findFirst()
            .orElseThrow();
    return Files.writeString(folder.resolve("service.yaml"), service);
  }

  /** A tool that prunes knows its own by a label: what the operator makes must not have it. */
  private static void looksLikeNobodysElse(KubernetesClient client) {
    Stream<HasMetadata> made =
        Stream.concat(
            client.secrets().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(secret -> secret.getMetadata().getName().startsWith("stuckpod-ca")),
            client.leases().inNamespace(NAMESPACE).list().getItems().stream());
    assertThat(made)
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            one ->
                assertThat(Objects.requireNonNullElse(one.getMetadata().getLabels(), Map.of()))
                    .doesNotContainKey("app.kubernetes.io/instance"));
  }

  /** As cert-manager's cainjector does it. */
  private static void injectCaBundle(KubernetesClient client) {
    configuration(client)
        .edit(
            (MutatingWebhookConfiguration one) -> {
              assertThat(one.getMetadata().getAnnotations())
                  .containsEntry("cert-manager.io/inject-ca-from", "stuckpod/stuckpod-webhook");
              one.getWebhooks().forEach(w -> w.getClientConfig().setCaBundle("eA=="));
              return one;
            });
  }

  private static Resource<MutatingWebhookConfiguration> configuration(KubernetesClient client) {
    return client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName("stuckpod-injection");
  }

  /** One entry of ignoreDifferences, by what a path must match. */
  private record Ignored(String about, List<String> patterns) {

    static List<Ignored> ofTheDocument() throws IOException {
      String text = Files.readString(Repository.root().resolve("docs/clusters.md"));
      String yaml =
          Stream.of(text.split("```", -1))
              .filter(block -> block.startsWith("yaml\n") && block.contains("ignoreDifferences:"))
              .findFirst()
              .orElseThrow()
              .substring("yaml\n".length());
      JsonNode all =
          Serialization.unmarshal(yaml, JsonNode.class).path("spec").path("ignoreDifferences");
      return StreamSupport.stream(all.spliterator(), false).map(Ignored::of).toList();
    }

    private static Ignored of(JsonNode entry) {
      Stream<String> pointers =
          StreamSupport.stream(entry.path("jsonPointers").spliterator(), false)
              .map(pointer -> pointer.asText() + "(/.*)?");
      Stream<String> jq =
          StreamSupport.stream(entry.path("jqPathExpressions").spliterator(), false)
              .map(path -> path.asText().replace("[]", "/[0-9]+").replace('.', '/'));
      return new Ignored(
          "%s %s: ".formatted(entry.path("kind").asText(), entry.path("name").asText()),
          Stream.concat(pointers, jq).toList());
    }

    boolean covers(String drift) {
      return drift.startsWith(about)
          && patterns.stream().anyMatch(drift.substring(about.length())::matches);
    }
  }
}
