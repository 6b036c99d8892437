package dev.stuckpod.operator.identity;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/** How an authority stands in a Secret. */
final class AuthoritySecret {

  /** Label: which authority it is. */
  private static final String ID = "stuckpod.dev/authority";

  private AuthoritySecret() {}

  /**
   * Reads one; null where there is none of that key.
   *
   * @param key current or next
   * @throws IllegalStateException with a sentence that says what to do, if something else is there
   */
  static @Nullable HeldCertificate read(@Nullable Secret secret, String key) {
    Map<String, String> data =
        secret == null || secret.getData() == null ? Map.of() : secret.getData();
    boolean absent = !data.containsKey(key + ".crt") && !data.containsKey(key + ".key");
    if (secret == null || absent) {
      return null;
    }
    try {
      return HeldCertificate.decode(text(data, key + ".crt") + text(data, key + ".key"));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalStateException(
          "Secret %s/%s holds no certificate authority (%s): delete it, the operator makes it anew"
              .formatted(
                  secret.getMetadata().getNamespace(),
                  secret.getMetadata().getName(),
                  wrong.getMessage()),
          wrong);
    }
  }

  /** Makes a Secret of one. */
  static Secret of(String namespace, String name, String key, HeldCertificate authority) {
    SecretBuilder empty =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withType("Opaque");
    return holding(empty.build(), key, authority);
  }

  /** Lets one be all that a Secret holds. */
  static Secret holding(Secret secret, String key, HeldCertificate authority) {
    return new SecretBuilder(secret)
        .editMetadata()
        .addToLabels("app.kubernetes.io/name", "stuckpod")
        .addToLabels("app.kubernetes.io/managed-by", "stuckpod-operator")
        .addToLabels(ID, Authority.id(authority.certificate()))
        .addToAnnotations(
            "stuckpod.dev/purpose",
            "A certificate authority that injected sidecars trust. Kept when Stuckpod is"
                + " uninstalled. If its key has leaked, delete this Secret and no other.")
        .endMetadata()
        .withData(
            Map.of(
                key + ".crt", base64(authority.certificatePem()),
                key + ".key", base64(authority.privateKeyPkcs8Pem())))
        .build();
  }

  private static String text(Map<String, String> data, String key) {
    String value = data.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no key " + key);
    }
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
