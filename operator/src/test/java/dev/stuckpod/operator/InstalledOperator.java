package dev.stuckpod.operator;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.door.FreePort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator as the chart installs it: applied by kubectl, with the rights of its service account
 * alone, the environment of its Deployment and the certificate that Helm made. Only where it
 * listens is another place.
 */
final class InstalledOperator implements AutoCloseable {

  static final String NAMESPACE = "stuckpod";

  private final ApiServer server;
  private final KubernetesClient client;
  private final Path folder;
  private @Nullable Process process;

  /**
   * Installs it; it does not run yet.
   *
   * @param folder for what it writes
   * @param values of the chart, as {@code --set} takes them
   */
  InstalledOperator(ApiServer server, KubernetesClient client, Path folder, String... values)
      throws IOException, InterruptedException {
    this(server, client, folder, List.of("apply"), List.of(values));
  }

  /**
   * The same.
   *
   * @param apply how kubectl applies what helm has rendered
   */
  InstalledOperator(
      ApiServer server,
      KubernetesClient client,
      Path folder,
      List<String> apply,
      List<String> values)
      throws IOException, InterruptedException {
    this.server = server;
    this.client = client;
    this.folder = folder;
    Path kubeconfig = server.kubeconfig(folder.resolve("administrator"));
    Path chart = Repository.root().resolve("charts/stuckpod");
    var kubectl = ClusterTool.of("kubectl", kubeconfig);
    Path manifests = folder.resolve("manifests.yaml");
    kubectl.run("create", "namespace", NAMESPACE);
    kubectl.run("apply", "-f", chart.resolve("crds").toString());
    kubectl.run("wait", "--for=condition=Established", "crd", "--all");
    var template = List.of("template", "stuckpod", chart.toString(), "--namespace=" + NAMESPACE);
    Stream<String> set = values.stream().map("--set="::concat);
    Files.writeString(
        manifests,
        ClusterTool.of("helm", kubeconfig)
            .run(Stream.concat(template.stream(), set).toArray(String[]::new)));
    kubectl.run(
        Stream.concat(apply.stream(), Stream.of("-f", manifests.toString()))
            .toArray(String[]::new));
  }

  /** Starts it as its Deployment says. */
  void start() throws IOException {
    start(OperatorProcess.logging(folder.resolve("log")));
  }

  /**
   * The same.
   *
   * @param arguments of the JVM
   */
  void start(List<String> arguments) throws IOException {
    start(OperatorProcess.logging(folder.resolve("log"), arguments));
  }

  private void start(ProcessBuilder builder) throws IOException {
    PodSpec pod =
        client
            .apps()
            .deployments()
            .inNamespace(NAMESPACE)
            .withName("stuckpod")
            .require()
            .getSpec()
            .getTemplate()
            .getSpec();
    for (EnvVar variable : pod.getContainers().getFirst().getEnv()) {
      String value = variable.getValueFrom() == null ? variable.getValue() : NAMESPACE;
      builder.environment().put(variable.getName(), value == null ? "" : value);
    }
    builder
        .environment()
        .putAll(
            Map.of(
                "KUBECONFIG", server.kubeconfig(folder.resolve("operator"), token()).toString(),
                "SPOOL", folder.resolve("spool").toString(),
                "METRICS_PORT", Integer.toString(FreePort.find()),
                "HEALTH_PORT", Integer.toString(FreePort.find())));
    if (builder.environment().containsKey("WEBHOOK_CERTIFICATE")) {
      int webhook = FreePort.find();
      builder.environment().put("WEBHOOK_PORT", Integer.toString(webhook));
      builder.environment().put("WEBHOOK_CERTIFICATE", mounted(pod).toString());
      lead(webhook);
    }
    process = builder.start();
  }

  /** Ends it as a kubelet does. */
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
  }

  @Override
  public void close() {
    crash();
  }

  /** Ends it as nobody would. */
  void crash() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** What it has said. */
  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException none) {
      return none.toString();
    }
  }

  /** Of the service account. */
  String token() {
    return client
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName("stuckpod")
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  /** The files of the Secret that the pod has as a volume. */
  private Path mounted(PodSpec pod) throws IOException {
    Volume volume =
        pod.getVolumes().stream()
            .filter(one -> one.getName().equals("certificate"))
            .findFirst()
            .orElseThrow();
    Path files = Files.createDirectories(folder.resolve("certificate"));
    Map<String, String> data =
        client
            .secrets()
            .inNamespace(NAMESPACE)
            .withName(volume.getSecret().getSecretName())
            .require()
            .getData();
    for (var item : volume.getSecret().getItems()) {
      Files.write(
          files.resolve(item.getPath()), Base64.getDecoder().decode(data.get(item.getKey())));
    }
    return files;
  }

  /** Takes back where the webhook was led to: what is there is again what was applied. */
  void leadBack() {
    client.services().inNamespace(NAMESPACE).withName("stuckpod-webhook").delete();
    setPort(443);
  }

  /** Nobody routes Services here: it leads to this machine; all else stays, the names above all. */
  private void lead(int port) {
    client.services().inNamespace(NAMESPACE).withName("stuckpod-webhook").delete();
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("stuckpod-webhook")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName("localhost")
                .endSpec()
                .build())
        .create();
    setPort(port);
  }

  private void setPort(int port) {
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName("stuckpod-injection")
        .edit(
            (MutatingWebhookConfiguration configuration) -> {
              configuration
                  .getWebhooks()
                  .forEach(webhook -> webhook.getClientConfig().getService().setPort(port));
              return configuration;
            });
  }
}
