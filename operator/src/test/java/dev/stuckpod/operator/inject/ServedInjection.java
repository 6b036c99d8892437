package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.identity.AuthorityStore;
import dev.stuckpod.operator.identity.OperatorIdentity;
import dev.stuckpod.operator.roster.SlimPods;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * The injection, asked by a real API server about every pod: it refuses pods when nobody answers.
 */
final class ServedInjection implements AutoCloseable {

  /** The operator's own namespace. */
  static final String OWN = "stuckpod";

  private static final String CONFIGURATION = "stuckpod";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KubernetesClient client;
  private final KubernetesClient slim;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final ImageUsers users;
  private final Injection injection;

  ServedInjection(KubernetesClient client) throws IOException {
    this(client, "");
  }

  /**
   * Serves.
   *
   * @param clientAuthority PEM certificate of who issued the API server's; empty: anyone may ask
   */
  ServedInjection(KubernetesClient client, String clientAuthority) throws IOException {
    this.client = client;
    slim =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withKubernetesSerialization(SlimPods.serialization())
            .build();
    namespace(client, OWN, Map.of());
    users = new ImageUsers(client, OWN);
    injection =
        new Injection(
            client,
            slim,
            new InjectionEnvironment(
                0,
                CONFIGURATION,
                "stuckpod-webhook",
                OWN,
                clientAuthority,
                Set.of("apiserver"),
                Pods.SETTINGS),
            new OperatorIdentity(
                new AuthorityStore(client, OWN, Clock.systemUTC()),
                List.of("127.0.0.1"),
                Clock.systemUTC()),
            users,
            meters);
    try {
      register();
    } catch (RuntimeException failed) {
      close(); // else it goes on writing its authority beside the next test's
      throw failed;
    }
  }

  private void register() {
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
    var pod = Pods.pod("{containers: [{name: cable, image: 'cable:1'}]}");
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                injection.ready()
                    && client.pods().inNamespace(OWN).resource(pod).dryRun().create() != null);
  }

  int port() {
    return injection.port();
  }

  @Override
  public void close() {
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(CONFIGURATION)
        .delete();
    injection.close();
    slim.close();
  }

  /** Makes a namespace, or gives it these labels. */
  static void namespace(KubernetesClient client, String name, Map<String, String> labels) {
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
