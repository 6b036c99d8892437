package dev.stuckpod.operator.identity;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import okhttp3.tls.HeldCertificate;

/**
 * Keeps the authority in a Secret that the operator makes itself: uninstalling the chart does not
 * take it, and sidecars injected before trust the operator after it is installed again. Every
 * replica may call this at any time; whoever is second uses what the first has written.
 */
public final class AuthorityStore {

  /** The Secret's name. */
  public static final String SECRET = "stuckpod-ca";

  private static final int ATTEMPTS = 5;

  private final KubernetesClient client;
  private final String namespace;
  private final Clock clock;

  /** Of this replica alone: what two of them make at once is not merged. */
  private final String writer = "stuckpod-" + UUID.randomUUID();

  /**
   * Reads and writes with a client.
   *
   * @param namespace the operator's own
   */
  public AuthorityStore(KubernetesClient client, String namespace, Clock clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /**
   * Reads the authority, makes it where there is none, and lets the next one take over when it is
   * time.
   *
   * @throws IllegalStateException with a sentence that says what to do, if the Secret holds
   *     something else
   */
  Authority authority() {
    var secrets = client.secrets().inNamespace(namespace);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Secret stored = secrets.withName(SECRET).get();
      try {
        if (stored == null) {
          Authority made = Authority.create(Instant.now(clock));
          // names what it makes, so that a right to this one Secret is enough; another's is a
          // conflict
          secrets.resource(secret(made)).fieldManager(writer).serverSideApply();
          return made;
        }
        Authority found = read(stored);
        Authority now = found.at(Instant.now(clock));
        if (!now.equals(found)) {
          Secret changed = secret(now);
          changed.getMetadata().setResourceVersion(stored.getMetadata().getResourceVersion());
          secrets.resource(changed).update();
        }
        return now;
      } catch (KubernetesClientException other) {
        if (other.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw other;
        }
      }
    }
    throw new IllegalStateException(
        "Secret %s/%s changes all the time: see who else writes it".formatted(namespace, SECRET));
  }

  private Secret secret(Authority authority) {
    var data = new LinkedHashMap<String, String>();
    put(data, "current", authority.current());
    put(data, "next", authority.next());
    return new SecretBuilder()
        .withNewMetadata()
        .withName(SECRET)
        .withNamespace(namespace)
        .addToLabels("app.kubernetes.io/name", "stuckpod")
        .addToLabels("app.kubernetes.io/managed-by", "stuckpod-operator")
        .addToAnnotations(
            "stuckpod.dev/purpose",
            "Certificate authorities that injected sidecars trust. Kept when Stuckpod is"
                + " uninstalled; without it running sidecars must be injected again.")
        .endMetadata()
        .withType("Opaque")
        .withData(data)
        .build();
  }

  private static void put(Map<String, String> data, String name, HeldCertificate authority) {
    data.put(name + ".crt", base64(authority.certificatePem()));
    data.put(name + ".key", base64(authority.privateKeyPkcs8Pem()));
  }

  private Authority read(Secret secret) {
    try {
      Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
      return new Authority(get(data, "current"), get(data, "next"));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalStateException(
          ("Secret %s/%s holds no certificate authority (%s): delete it, then restart the operator"
                  + " and the pods that have a sidecar")
              .formatted(namespace, SECRET, wrong.getMessage()),
          wrong);
    }
  }

  private static HeldCertificate get(Map<String, String> data, String name) {
    return HeldCertificate.decode(text(data, name + ".crt") + text(data, name + ".key"));
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
