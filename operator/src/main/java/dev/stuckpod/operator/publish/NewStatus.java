package dev.stuckpod.operator.publish;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Writes a status that says something new, and less of it where it is too large. */
public final class NewStatus {

  private NewStatus() {}

  /**
   * Writes it, if it differs from what is there.
   *
   * @param read the object as it was read
   * @param changed the same with the resourceVersion that it had, and another status
   * @param less leaves out of a status what is not needed to go on
   * @return as it is there from now on
   * @throws KubernetesClientException with code 409 when what was read is no longer what is there
   */
  public static <S, T extends CustomResource<?, S>> T write(
      KubernetesClient client, T read, T changed, UnaryOperator<S> less) {
    FitObject<T> fit = FitObject.of(changed);
    if (Objects.equals(fit.get().getStatus(), read.getStatus())) {
      return read;
    }
    try {
      return fit.updateStatus(client);
    } catch (KubernetesClientException refused) {
      if (!TooLarge.isSaidBy(refused)) {
        throw refused;
      }
      fit.get().setStatus(less.apply(fit.get().getStatus()));
      return fit.updateStatus(client);
    }
  }
}
