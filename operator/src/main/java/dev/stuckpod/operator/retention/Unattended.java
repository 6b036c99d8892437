package dev.stuckpod.operator.retention;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old analyses that no policy looks after: a person has asked for them, or their policy is
 * gone.
 */
public final class Unattended {

  private static final Logger LOG = LoggerFactory.getLogger(Unattended.class);

  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);

  /** More than are deleted before the first is known to be gone. */
  private static final int REMEMBERED = 1000;

  private final KubernetesClient client;
  private final KnownAnalyses known;
  private final OldAnalyses old;
  private final int keep;
  private final Duration ttl;
  private final Clock clock;

  /** By uid: each is told to go once, however many others end before the watch says that it has. */
  private final Set<String> told = Recent.putSet(REMEMBERED);

  /**
   * Deletes with a client.
   *
   * @param old deletes one
   * @param keep how many of a namespace are kept that a person has asked for
   * @param ttl how long any is kept
   */
  public Unattended(
      KubernetesClient client,
      KnownAnalyses known,
      OldAnalyses old,
      int keep,
      Duration ttl,
      Clock clock) {
    this.client = client;
    this.known = known;
    this.old = old;
    this.keep = keep;
    this.ttl = ttl;
    this.clock = clock;
  }

  /**
   * Sees to those of a namespace, when one of them has ended or is due.
   *
   * @return when to see to it again
   */
  public Duration seeTo(AnalysisView one) {
    Instant now = clock.instant();
    String policy = one.policy();
    try {
      if (policy == null) {
        seeToAsked(one.getMetadata().getNamespace(), now);
      } else if (one.created().isBefore(now.minus(ttl)) && isGone(one, policy)) {
        delete(one);
      }
    } catch (RuntimeException e) { // of the client; it is seen to again
      LOG.warn("{}: {}", one.getMetadata().getNamespace(), e.toString());
      return AFTER_TROUBLE;
    }
    Duration left = Duration.between(now, one.created().plus(ttl)).plusSeconds(1);
    return left.isPositive() ? left : ttl;
  }

  private void seeToAsked(String namespace, Instant now) {
    List<AnalysisView> asked =
        known.in(namespace).stream().filter(analysis -> analysis.policy() == null).toList();
    for (AnalysisView analysis : OldAnalyses.of(asked, keep, ttl, now)) {
      if (analysis.over()) {
        delete(analysis);
      }
    }
  }

  private boolean isGone(AnalysisView analysis, String policy) {
    return client
            .resources(StuckPolicy.class)
            .inNamespace(analysis.getMetadata().getNamespace())
            .withName(policy)
            .get()
        == null;
  }

  private void delete(AnalysisView analysis) {
    String uid = analysis.getMetadata().getUid();
    synchronized (told) {
      if (!told.add(uid)) {
        return;
      }
    }
    try {
      old.delete(analysis);
    } catch (RuntimeException failed) {
      synchronized (told) {
        told.remove(uid);
      }
      throw failed;
    }
    LOG.info(
        "{}/{} deleted: past the chart's onDemand.keep or onDemand.ttl",
        analysis.getMetadata().getNamespace(),
        analysis.getMetadata().getName());
  }
}
