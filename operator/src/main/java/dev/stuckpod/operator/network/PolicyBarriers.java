package dev.stuckpod.operator.network;

import static java.util.stream.Collectors.joining;

import dev.stuckpod.crds.network.End;
import dev.stuckpod.crds.network.Way;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the NetworkPolicies of both namespaces, only when a sidecar did not answer: whether a
 * cluster's network heeds them is not known, so one alone is no reason to say anything.
 */
public final class PolicyBarriers implements Barriers {

  /** Many pods of a namespace may not answer at once. */
  private static final Duration BELIEVED = Duration.ofSeconds(15);

  private static final int NAMESPACES = 200;

  private record Seen(List<NetworkPolicy> policies, Map<String, String> labels, Instant at) {}

  private final KubernetesClient client;
  private final OwnPod own;
  private final Clock clock;
  private final Map<String, Seen> seen = Recent.used(NAMESPACES);

  /** Reads with a client, and calls from a pod. */
  public PolicyBarriers(KubernetesClient client, OwnPod own, Clock clock) {
    this.client = client;
    this.own = own;
    this.clock = clock;
  }

  @Override
  public Optional<Known> before(PodView pod, int port) {
    Seen there;
    Seen here;
    try {
      there = of(pod.namespace());
      here = of(own.namespace());
    } catch (PolicyPages.TooMuch much) {
      return Optional.of(new Known(false, much.sentence()));
    } catch (KubernetesClientException failed) {
      return failed.getCode() == HttpURLConnection.HTTP_FORBIDDEN
          ? Optional.of(
              new Known(
                  false,
                  "whether a NetworkPolicy forbids it is not known: the operator may not list networkpolicies of namespaces %s and %s"
                      .formatted(pod.namespace(), own.namespace())))
          : Optional.empty();
    }
    // a sidecar declares no port, and no other container the sidecar's
    var operator = new End(own.namespace(), own.labels(), here.labels(), own.ip(), Map.of());
    var app = new End(pod.namespace(), pod.labels(), there.labels(), pod.ip(), Map.of());
    List<Way.Barrier> barriers =
        new Way(operator, app, port).barriers(here.policies(), there.policies());
    return barriers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Known(
                true,
                barriers.stream()
                    .map(barrier -> "%s: %s".formatted(barrier.says(), barrier.remedy()))
                    .collect(joining(" "))));
  }

  private Seen of(String namespace) throws PolicyPages.TooMuch {
    Instant now = clock.instant();
    synchronized (seen) {
      Seen known = seen.get(namespace);
      if (known != null && now.isBefore(known.at().plus(BELIEVED))) {
        return known;
      }
    }
    var read = new Seen(PolicyPages.read(client, namespace), labels(namespace), now);
    synchronized (seen) {
      seen.put(namespace, read);
    }
    return read;
  }

  /** Without the right to read it, its name is known, which most NetworkPolicies ask for. */
  private Map<String, String> labels(String namespace) {
    try {
      Namespace found = client.namespaces().withName(namespace).get();
      if (found != null && found.getMetadata().getLabels() != null) {
        return found.getMetadata().getLabels();
      }
    } catch (KubernetesClientException mayNot) {
      if (mayNot.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw mayNot;
      }
    }
    return Map.of(End.NAME, namespace);
  }
}
