package dev.stuckpod.operator.publish;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Locale;

/** Tells that an object was refused because it is too large: a smaller one will be taken. */
public final class TooLarge {

  /**
   * What the API server, its client of etcd and etcd itself say of a request that they find too
   * large; the last two come as a 500.
   */
  private static final List<String> WORDS =
      List.of("too large", "too long", "larger than max", "resourceexhausted");

  private TooLarge() {}

  /** Whether this is what an error of the API server means. */
  public static boolean isSaidBy(KubernetesClientException refusal) {
    if (refusal.getCode() == HttpURLConnection.HTTP_ENTITY_TOO_LARGE) {
      return true;
    }
    String said = String.valueOf(refusal.getMessage()).toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(said::contains);
  }
}
