package dev.stuckpod.crds.apiserver;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Others than the administrator, at the tests' API server. */
public final class Users {

  private Users() {}

  /** Asks as a user, who may do nothing unless somebody has bound a role to him. */
  public static KubernetesClient as(KubernetesClient client, String user) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(client.getConfiguration()).withImpersonateUsername(user).build())
        .build();
  }
}
