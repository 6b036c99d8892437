package dev.stuckpod.dumps;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Which store dumps are kept in: the one place that knows. */
public final class DumpStores {

  private DumpStores() {}

  /** The store of the cluster that a client speaks to. */
  public static RawStore of(KubernetesClient client) {
    return new RawDumpStore(client);
  }
}
