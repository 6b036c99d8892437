package dev.stuckpod.operator.retention;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.opening.Opener;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The objects for which analyses were made; as long as one is there, it looks after its own. */
final class Openers {

  private final KubernetesClient client;

  Openers(KubernetesClient client) {
    this.client = client;
  }

  /** Asks the API server for it. */
  boolean isThere(Opener.Standing opener) {
    return switch (opener) {
      case Opener.Policy _ -> isThere(StuckPolicy.class, opener);
      case Opener.Window _ -> isThere(LoadTestWindow.class, opener);
    };
  }

  private boolean isThere(Class<? extends CustomResource<?, ?>> kind, Opener.Standing opener) {
    return client.resources(kind).inNamespace(opener.namespace()).withName(opener.name()).get()
        != null;
  }
}
