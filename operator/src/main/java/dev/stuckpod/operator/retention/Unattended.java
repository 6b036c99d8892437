package dev.stuckpod.operator.retention;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.opening.Opener;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old analyses that nobody looks after: a person has asked for them, or the policy or
 * window that opened them is gone.
 */
public final class Unattended {

  private static final Logger LOG = LoggerFactory.getLogger(Unattended.class);

  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);

  /** More than are deleted before the first is known to be gone. */
  private static final int REMEMBERED = 1000;

  private final Openers openers;
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
    this.openers = new Openers(client);
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
    try {
      switch (Opener.of(one)) {
        case Opener.Person(String namespace) -> seeToAsked(namespace, now);
        case Opener.Standing opener -> {
          if (one.recent().isBefore(now.minus(ttl)) && !openers.isThere(opener)) {
            delete(one);
          }
        }
      }
    } catch (RuntimeException e) { // of the client; it is seen to again
      LOG.warn("{}: {}", one.getMetadata().getNamespace(), e.toString());
      return AFTER_TROUBLE;
    }
    Duration left = Duration.between(now, one.recent().plus(ttl)).plusSeconds(1);
    return left.isPositive() ? left : ttl;
  }

  private void seeToAsked(String namespace, Instant now) {
    List<AnalysisView> asked =
        known.in(namespace).stream()
            .filter(analysis -> Opener.of(analysis) instanceof Opener.Person)
            .toList();
    for (AnalysisView analysis : OldAnalyses.of(asked, keep, ttl, now)) {
      if (analysis.over()) {
        delete(analysis);
      }
    }
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
