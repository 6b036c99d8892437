package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.rawdump.RawDumpNames;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.RawDump;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes a policy's old analyses with their raw dumps, raw dumps first so that none is left. */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final KubernetesClient client;

  Retention(KubernetesClient client) {
    this.client = client;
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
      String name = analysis.getMetadata().getName();
      client
          .resources(RawDump.class)
          .inNamespace(namespace)
          .withLabel(RawDump.DUMP_ANALYSIS_LABEL, RawDumpNames.label(name))
          .delete();
      client.resource(analysis).delete();
      LOG.info("{}/{} deleted: past the retention of policy {}", namespace, name, policy);
    }
  }

  /** Those beyond the newest so many, and those too old; never one whose capture is under way. */
  static List<DumpAnalysis> expired(List<DumpAnalysis> own, Plan.Keep keep, Instant now) {
    List<DumpAnalysis> newestFirst =
        own.stream().sorted(Comparator.comparing(Retention::created).reversed()).toList();
    Instant oldest = now.minus(keep.ttl());
    return IntStream.range(0, newestFirst.size())
        .filter(i -> i >= keep.newest() || created(newestFirst.get(i)).isBefore(oldest))
        .mapToObj(newestFirst::get)
        .filter(Incidents::captured)
        .toList();
  }

  private static Instant created(DumpAnalysis analysis) {
    return Instant.parse(analysis.getMetadata().getCreationTimestamp());
  }
}
