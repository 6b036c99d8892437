package dev.stuckpod.operator.roster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Set;

/**
 * The pods of a namespace of a real API server, as the operator knows them: read by a client of
 * their own, which takes of them what is needed.
 */
public record WatchedPods(KubernetesClient slim, PodRoster roster) implements AutoCloseable {

  /** Knows none until the roster is started. */
  public static WatchedPods of(KubernetesClient server, String namespace) {
    KubernetesClient slim = slim(server);
    return new WatchedPods(slim, new PodRoster(slim, Set.of(namespace)));
  }

  /** A client of the same server that takes of pods what is needed. */
  public static KubernetesClient slim(KubernetesClient server) {
    return new KubernetesClientBuilder()
        .withConfig(server.getConfiguration())
        .withKubernetesSerialization(SlimPods.serialization())
        .build();
  }

  @Override
  public void close() {
    roster.close();
    slim.close();
  }
}
