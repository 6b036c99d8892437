package dev.stuckpod.operator.retention;

import dev.stuckpod.crds.rawdump.RawDumpNames;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.operator.analyses.AnalysisView;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which analyses are past their time, and how one is deleted with its raw dumps. */
public final class OldAnalyses {

  private final KubernetesClient client;

  /** Deletes with a client. */
  public OldAnalyses(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Picks those beyond the newest so many, and those too old.
   *
   * @param all that are counted together
   */
  public static List<AnalysisView> of(
      Collection<AnalysisView> all, int newest, Duration ttl, Instant now) {
    List<AnalysisView> newestFirst =
        all.stream().sorted(Comparator.comparing(AnalysisView::created).reversed()).toList();
    Instant oldest = now.minus(ttl);
    return IntStream.range(0, newestFirst.size())
        .filter(i -> i >= newest || newestFirst.get(i).created().isBefore(oldest))
        .mapToObj(newestFirst::get)
        .toList();
  }

  /** Deletes one; raw dumps first, as those of earlier versions have no owner. */
  public void delete(AnalysisView analysis) {
    String namespace = analysis.getMetadata().getNamespace();
    client
        .resources(RawDump.class)
        .inNamespace(namespace)
        .withLabel(
            RawDump.DUMP_ANALYSIS_LABEL, RawDumpNames.label(analysis.getMetadata().getName()))
        .delete();
    client.resource(analysis).delete();
  }
}
