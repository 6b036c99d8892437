package dev.stuckpod.operator.retention;

import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.operator.analyses.AnalysisView;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which analyses are past their time, and how one is deleted with its raw dumps. */
public final class OldAnalyses {

  private final KubernetesClient client;
  private final DumpStore store;

  /**
   * Deletes with a client.
   *
   * @param store has their dumps
   */
  public OldAnalyses(KubernetesClient client, DumpStore store) {
    this.client = client;
    this.store = store;
  }

  /**
   * Picks those beyond the newest so many, and those too old. One that counts its like is as new as
   * the last of them: it goes after them.
   *
   * @param all that are counted together
   */
  public static List<AnalysisView> of(
      Collection<AnalysisView> all, int newest, Duration ttl, Instant now) {
    List<AnalysisView> newestFirst =
        all.stream().sorted(Comparator.comparing(AnalysisView::recent).reversed()).toList();
    Instant oldest = now.minus(ttl);
    return IntStream.range(0, newestFirst.size())
        .filter(i -> i >= newest || newestFirst.get(i).recent().isBefore(oldest))
        .mapToObj(newestFirst::get)
        .toList();
  }

  /**
   * Deletes one; its dumps first, as those of earlier versions have no owner.
   *
   * @throws UncheckedIOException if the store does not forget them: it is not deleted then
   */
  public void delete(AnalysisView analysis) {
    try {
      store.forgetAll(analysis.getMetadata().getNamespace(), analysis.getMetadata().getName());
    } catch (DumpStoreException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    client.resource(analysis).delete();
  }
}
