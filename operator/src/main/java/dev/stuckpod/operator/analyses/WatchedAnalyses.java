package dev.stuckpod.operator.analyses;

import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows what a reconciler's own watch knows, from its first reconciliation on. */
public final class WatchedAnalyses implements KnownAnalyses {

  private volatile @Nullable ResourceCache<AnalysisView> cache;

  /** Looks at a reconciler's cache from now on. */
  public void lookAt(ResourceCache<AnalysisView> primary) {
    cache = primary;
  }

  @Override
  public List<AnalysisView> in(String namespace) {
    var known = cache;
    return known == null ? List.of() : known.list(namespace).toList();
  }

  @Override
  public List<AnalysisView> all() {
    var known = cache;
    return known == null ? List.of() : known.list().toList();
  }

  @Override
  public Optional<AnalysisView> find(String namespace, String name) {
    var known = cache;
    return known == null ? Optional.empty() : known.get(new ResourceID(name, namespace));
  }
}
