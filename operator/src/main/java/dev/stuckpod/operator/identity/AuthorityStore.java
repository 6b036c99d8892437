package dev.stuckpod.operator.identity;

import dev.stuckpod.operator.identity.Stored.Upkeep;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the authorities in two Secrets that the operator makes itself: uninstalling the chart does
 * not take them, and sidecars injected before trust the operator after it is installed again. Every
 * replica may call this at any time; whoever is second uses what the first has written.
 */
public final class AuthorityStore {

  /** The Secret of the current authority. To delete it is to revoke it. */
  public static final String SECRET = "stuckpod-ca";

  /** The Secret of the next one. */
  public static final String NEXT_SECRET = "stuckpod-ca-next";

  private static final Logger LOG = LoggerFactory.getLogger(AuthorityStore.class);

  private static final String CURRENT = "current";
  private static final String NEXT = "next";

  /** The longest way has seven steps, and at each of them somebody else may be first. */
  private static final int ATTEMPTS = 20;

  private final NonNamespaceOperation<Secret, SecretList, Resource<Secret>> secrets;
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
    this.secrets = client.secrets().inNamespace(namespace);
    this.namespace = namespace;
    this.clock = clock;
  }

  /**
   * Reads the authorities, makes them where there are none, and lets the next one take over when it
   * is time or the current one is gone. One at a time: two of one name are no conflict.
   *
   * @throws IllegalStateException with a sentence that says what to do, if a Secret holds something
   *     else
   */
  synchronized Authority authority() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // this one first: what is written into it then holds only if it is as it was before the first
      Secret second = secrets.withName(NEXT_SECRET).get();
      Secret first = secrets.withName(SECRET).get();
      var stored =
          new Stored(
              AuthoritySecret.read(first, CURRENT),
              AuthoritySecret.read(first, NEXT),
              AuthoritySecret.read(second, NEXT));
      try {
        switch (stored.step(Instant.now(clock))) {
          case Upkeep.Use(Authority found) -> {
            if (isStill(second)) {
              return found;
            }
          }
          case Upkeep.WriteCurrent(HeldCertificate it, String why) ->
              write(first, SECRET, CURRENT, it, why);
          case Upkeep.WriteNext(HeldCertificate it, String why) ->
              write(second, NEXT_SECRET, NEXT, it, why);
        }
      } catch (KubernetesClientException other) {
        if (other.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw other;
        }
      }
    }
    throw new IllegalStateException(
        "Secrets %s and %s in namespace %s change all the time: see who else writes them"
            .formatted(SECRET, NEXT_SECRET, namespace));
  }

  /** Else the two that were read were never there together. */
  private boolean isStill(@Nullable Secret second) {
    Secret now = secrets.withName(NEXT_SECRET).get();
    return second != null
        && now != null
        && second.getMetadata().getResourceVersion().equals(now.getMetadata().getResourceVersion());
  }

  private void write(
      @Nullable Secret known, String name, String key, HeldCertificate authority, String why) {
    if (known == null) {
      // names what it makes, so that a right to this one Secret is enough; another's is a conflict
      secrets
          .resource(AuthoritySecret.of(namespace, name, key, authority))
          .fieldManager(writer)
          .serverSideApply();
    } else {
      secrets.resource(AuthoritySecret.holding(known, key, authority)).update();
    }
    LOG.info("Secret {}/{} {}", namespace, name, why);
  }
}
