package dev.stuckpod.operator.lastlook;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.probes.FailedProbe;
import dev.stuckpod.operator.probes.ProbeEvents;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a pod's sidecar look when the kubelet tells that the pod's liveness probe has failed: if that
 * goes on, its container is killed. Anyone who may write Events in a namespace may say so of its
 * pods; what it brings is one look in 30 seconds.
 */
public final class FailingProbes {

  private static final Logger LOG = LoggerFactory.getLogger(FailingProbes.class);

  /**
   * The kubelet's words, and what its recorder puts before those that it has joined; a readiness
   * probe that fails ends nothing.
   */
  private static final Pattern LIVENESS =
      Pattern.compile("(\\(combined from similar events\\): )?Liveness probe .*", Pattern.DOTALL);

  /** What was told longer ago has led to what it leads to. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  private static final int NAMESPACES = 1024;

  /** Namespaces whose Events are read at once. */
  static final int AT_ONCE = 4;

  private final KubernetesClient client;
  private final PodRoster roster;
  private final Predicate<PodView> watched;
  private final LastLooks looks;
  private final Clock clock;
  private final Map<String, ProbeEvents> readers = Recent.used(NAMESPACES);
  private final Set<String> reading = Recent.putSet(NAMESPACES);
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * Reads Events with a client.
   *
   * @param watched whether a policy selects a pod; asked only of those whose probe has failed
   */
  public FailingProbes(
      KubernetesClient client,
      PodRoster roster,
      Predicate<PodView> watched,
      LastLooks looks,
      Clock clock) {
    this.client = client;
    this.roster = roster;
    this.watched = watched;
    this.looks = looks;
    this.clock = clock;
  }

  /** Looks at a namespace beside whatever else goes on, where it is time and nobody does. */
  public void lookAt(String namespace) {
    ProbeEvents events;
    synchronized (readers) {
      if (reading.contains(namespace) || !places.tryAcquire()) {
        return;
      }
      reading.add(namespace);
      events = readers.computeIfAbsent(namespace, _ -> new ProbeEvents(client, clock));
    }
    Thread.ofVirtual().name("probes").start(() -> read(namespace, events));
  }

  private void read(String namespace, ProbeEvents events) {
    try {
      tell(namespace, events.read(namespace, false).probes());
    } catch (RuntimeException failed) {
      LOG.debug("{}: {}", namespace, failed.getMessage());
    } finally {
      places.release();
      synchronized (readers) {
        reading.remove(namespace);
      }
    }
  }

  private void tell(String namespace, List<FailedProbe> probes) {
    Map<String, FailedProbe> failing = lately(probes, Instant.now(clock));
    if (failing.isEmpty()) {
      return;
    }
    for (PodView pod : roster.in(namespace)) {
      FailedProbe probe = failing.get(pod.uid());
      if (probe != null && pod.sidecar() != null && watched.test(pod)) {
        looks.unwell(pod, "probe/" + probe.count() + "/" + probe.last());
      }
    }
  }

  /** The newest failure of each pod that leads to a kill and was told lately, by the pod's uid. */
  static Map<String, FailedProbe> lately(List<FailedProbe> probes, Instant now) {
    var failing = new HashMap<String, FailedProbe>();
    for (FailedProbe probe : probes) {
      if (LIVENESS.matcher(probe.message()).matches()
          && !probe.container().equals(AppContainer.SIDECAR)
          && probe.last().isAfter(now.minus(LATELY))) {
        failing.merge(
            probe.podUid(), probe, (one, other) -> one.last().isAfter(other.last()) ? one : other);
      }
    }
    return failing;
  }
}
