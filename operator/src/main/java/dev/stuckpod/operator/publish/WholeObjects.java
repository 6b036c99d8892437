package dev.stuckpod.operator.publish;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whole objects of ours, as the API server sends them: an analysis is up to more than a megabyte
 * long, and takes several times that while it is parsed. So few come in at once, however many are
 * worked on.
 */
public final class WholeObjects {

  private static final int AT_ONCE = 4;

  private static final Semaphore PLACES = new Semaphore(AT_ONCE, true);

  private WholeObjects() {}

  /** Reads one by its name; null where it is not there. */
  public static <T extends HasMetadata> @Nullable T read(
      KubernetesClient client, Class<T> kind, String namespace, String name) {
    return receive(() -> client.resources(kind).inNamespace(namespace).withName(name).get());
  }

  /** Reads one likewise; empty, too, where it is about to go. */
  public static <T extends HasMetadata> Optional<T> staying(
      KubernetesClient client, Class<T> kind, String namespace, String name) {
    return Optional.ofNullable(read(client, kind, namespace, name))
        .filter(one -> one.getMetadata().getDeletionTimestamp() == null);
  }

  /** Has one sent, when it is its turn. */
  static <T> @Nullable T receive(Supplier<@Nullable T> request) {
    PLACES.acquireUninterruptibly();
    try {
      return request.get();
    } finally {
      PLACES.release();
    }
  }
}
