package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.ScrapeSpec;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Addresses;
import dev.stuckpod.operator.scrape.Monitors;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where pods serve their metrics. Pods of one workload come from one template: one of them is read
 * for all, and again after a while.
 */
final class Whereabouts {

  private static final Duration FRESH = Duration.ofMinutes(2);
  private static final int MOST_WORKLOADS = 4_096;
  private static final int MOST_NAMESPACES = 256;

  /**
   * What is the same for pods of one template; one controller may have several. A pod may name
   * another namespace's as its own.
   */
  record Template(
      String namespace,
      String workload,
      String container,
      List<PodView.Spec> containers,
      @Nullable ScrapeSpec spec) {

    static Template of(PodView pod, String container, @Nullable ScrapeSpec spec) {
      return new Template(pod.namespace(), pod.workload(), container, pod.containers(), spec);
    }
  }

  private record Known(List<Address> addresses, Instant since) {}

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<Template, Known> known = Recent.used(MOST_WORKLOADS);
  private final Map<String, Monitors> monitors = Recent.used(MOST_NAMESPACES);

  /** Reads with a client. */
  Whereabouts(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Where a pod may serve them, the likeliest first.
   *
   * @param spec what the source says; null where it says nothing
   * @return none where nothing says it
   */
  List<Address> of(PodView pod, String container, @Nullable ScrapeSpec spec) {
    var template = Template.of(pod, container, spec);
    Instant now = clock.instant();
    synchronized (this) {
      Known before = known.get(template);
      if (before != null && now.isBefore(before.since().plus(FRESH))) {
        return before.addresses();
      }
    }
    List<Address> found = read(pod, container, spec);
    if (found == null) {
      return List.of();
    }
    synchronized (this) {
      known.put(template, new Known(found, now));
    }
    return found;
  }

  private @Nullable List<Address> read(PodView view, String container, @Nullable ScrapeSpec spec) {
    try {
      Pod pod = client.pods().inNamespace(view.namespace()).withName(view.name()).get();
      if (pod == null || !view.uid().equals(pod.getMetadata().getUid())) {
        return null;
      }
      Monitors ofNamespace;
      synchronized (this) {
        ofNamespace = monitors.computeIfAbsent(view.namespace(), _ -> new Monitors(client, clock));
      }
      return Addresses.of(pod, container, spec, ofNamespace.of(view.namespace(), view.labels()));
    } catch (KubernetesClientException away) {
      return null;
    }
  }
}
