package dev.stuckpod.operator.policy;

import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.retention.OldAnalyses;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes a policy's old analyses with their raw dumps. */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final KnownAnalyses known;
  private final OldAnalyses old;

  Retention(KnownAnalyses known, OldAnalyses old) {
    this.known = known;
    this.old = old;
  }

  void apply(String namespace, String policy, Plan.Keep keep, Instant now) {
    List<AnalysisView> own =
        known.in(namespace).stream().filter(analysis -> policy.equals(analysis.policy())).toList();
    for (AnalysisView analysis : expired(own, keep, now)) {
      old.delete(analysis);
      LOG.info(
          "{}/{} deleted: past the retention of policy {}",
          namespace,
          analysis.getMetadata().getName(),
          policy);
    }
  }

  /** Those beyond the newest so many, and those too old; never one whose capture is under way. */
  static List<AnalysisView> expired(List<AnalysisView> own, Plan.Keep keep, Instant now) {
    return OldAnalyses.of(own, keep.newest(), keep.ttl(), now).stream()
        .filter(AnalysisView::captured)
        .toList();
  }
}
