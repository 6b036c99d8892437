package dev.stuckpod.operator.retention;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.Trigger;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old analyses that no policy looks after: a person has asked for them, or their policy is
 * gone.
 */
public final class Unattended {

  private static final Logger LOG = LoggerFactory.getLogger(Unattended.class);

  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final OldAnalyses old;
  private final int keep;
  private final Duration ttl;
  private final Clock clock;

  /**
   * Deletes with a client.
   *
   * @param keep how many of a namespace are kept that a person has asked for
   * @param ttl how long any is kept
   */
  public Unattended(KubernetesClient client, int keep, Duration ttl, Clock clock) {
    this.client = client;
    this.old = new OldAnalyses(client);
    this.keep = keep;
    this.ttl = ttl;
    this.clock = clock;
  }

  /**
   * Sees to those of a namespace, when one of them has ended or is due.
   *
   * @param all analyses of its namespace
   * @param ended tells which of them are not under way any more
   * @return when to see to it again
   */
  public Duration seeTo(
      DumpAnalysis one, Collection<DumpAnalysis> all, Predicate<DumpAnalysis> ended) {
    Instant now = clock.instant();
    List<DumpAnalysis> asked =
        all.stream().filter(analysis -> analysis.getSpec().trigger() == null).toList();
    try {
      for (DumpAnalysis analysis : OldAnalyses.of(asked, keep, ttl, now)) {
        if (ended.test(analysis)) {
          delete(analysis);
        }
      }
      Trigger trigger = one.getSpec().trigger();
      if (trigger != null && isOver(one, now) && isGone(one, trigger.policy())) {
        delete(one);
      }
    } catch (RuntimeException e) { // of the client; it is seen to again
      LOG.warn("{}: {}", one.getMetadata().getNamespace(), e.toString());
      return AFTER_TROUBLE;
    }
    Duration left = Duration.between(now, OldAnalyses.created(one).plus(ttl)).plusSeconds(1);
    return left.isPositive() ? left : ttl;
  }

  private boolean isOver(DumpAnalysis analysis, Instant now) {
    return OldAnalyses.created(analysis).isBefore(now.minus(ttl));
  }

  private boolean isGone(DumpAnalysis analysis, String policy) {
    return client
            .resources(StuckPolicy.class)
            .inNamespace(analysis.getMetadata().getNamespace())
            .withName(policy)
            .get()
        == null;
  }

  private void delete(DumpAnalysis analysis) {
    old.delete(analysis);
    LOG.info(
        "{}/{} deleted: past the chart's onDemand.keep or onDemand.ttl",
        analysis.getMetadata().getNamespace(),
        analysis.getMetadata().getName());
  }
}
