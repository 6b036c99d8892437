package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.operator.retention.OldAnalyses;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes a policy's old analyses with their raw dumps. */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final KubernetesClient client;
  private final OldAnalyses old;

  Retention(KubernetesClient client) {
    this.client = client;
    this.old = new OldAnalyses(client);
  }

  void apply(String namespace, String policy, Plan.Keep keep, Instant now) {
    List<DumpAnalysis> own =
        client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems().stream()
            .filter(
                analysis ->
                    analysis.getSpec().trigger() != null
                        && policy.equals(analysis.getSpec().trigger().policy()))
            .toList();
    for (DumpAnalysis analysis : expired(own, keep, now)) {
      old.delete(analysis);
      LOG.info(
          "{}/{} deleted: past the retention of policy {}",
          namespace,
          analysis.getMetadata().getName(),
          policy);
    }
  }

  /** Those beyond the newest so many, and those too old; never one whose capture is under way. */
  static List<DumpAnalysis> expired(List<DumpAnalysis> own, Plan.Keep keep, Instant now) {
    return OldAnalyses.of(own, keep.newest(), keep.ttl(), now).stream()
        .filter(Incidents::captured)
        .toList();
  }
}
