package dev.stuckpod.operator.inject;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.operator.entry.Asking;
import dev.stuckpod.operator.identity.AuthorityStore;
import dev.stuckpod.operator.identity.Bundle;
import dev.stuckpod.operator.identity.OperatorIdentity;
import dev.stuckpod.operator.inject.facts.ImageUsers;
import dev.stuckpod.operator.roster.WatchedPods;
import dev.stuckpod.operator.turns.ReviewsFirst;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
  private final Path folder;
  private final WebhookSecret secret;
  private final KubernetesClient slim;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final ImageUsers users;
  private final OperatorIdentity identity;
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
    slim = WatchedPods.slim(client);
    Namespaces.apply(client, OWN);
    users = new ImageUsers(client, OWN);
    folder = Files.createTempDirectory("webhook");
    secret = new WebhookSecret(folder);
    identity =
        new OperatorIdentity(new AuthorityStore(client, OWN, Clock.systemUTC()), Clock.systemUTC());
    injection =
        new Injection(
            slim,
            new InjectionEnvironment(
                0, folder, new Asking(clientAuthority, Set.of("apiserver")), Pods.SETTINGS),
            identity,
            users,
            new ReviewsFirst(),
            meters);
    try {
      register();
    } catch (RuntimeException failed) {
      close(); // else no pod of the next test is created
      throw failed;
    }
  }

  private void register() {
    client
        .resource(secret.configuration(CONFIGURATION, injection.port(), "Fail").build())
        .createOr(NonDeletingOperation::update);
    // the API server needs a moment to see the configuration
    var pod = Pods.pod("{containers: [{name: cable, image: 'cable:1'}]}");
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                injection.ready()
                    && client.pods().inNamespace(OWN).resource(pod).dryRun().create() != null);
  }

  /** Whom new pods are told to trust. */
  Bundle authorities() {
    return identity.authorities();
  }

  int port() {
    return injection.port();
  }

  @Override
  public void close() throws IOException {
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(CONFIGURATION)
        .delete();
    injection.close();
    slim.close();
    for (String file : List.of("tls.crt", "tls.key", "")) {
      Files.deleteIfExists(folder.resolve(file));
    }
  }
}
