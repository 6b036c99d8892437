package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The policies of a namespace, as the reconciler's own watch knows them. */
public final class WatchedPolicies {

  /** Of a namespace: whoever makes policies may make any number. */
  private static final int MOST = 500;

  private final KubernetesClient client;
  private final boolean received;
  private volatile @Nullable ResourceCache<PolicyView> cache;

  /**
   * Knows none yet.
   *
   * @param received whether alerts come in at all
   */
  public WatchedPolicies(KubernetesClient client, boolean received) {
    this.client = client;
    this.received = received;
  }

  /** Whether alerts come in at all. */
  boolean received() {
    return received;
  }

  /** Looks at a reconciler's cache from now on. */
  void lookAt(ResourceCache<PolicyView> primary) {
    cache = primary;
  }

  /** Those of a namespace that want alerts. */
  List<StuckPolicy> onAlert(String namespace) {
    return all(namespace).filter(policy -> policy.getSpec().onAlert() != null).limit(MOST).toList();
  }

  /** Those of a namespace, some hundreds at most. */
  Stream<StuckPolicy> in(String namespace) {
    return all(namespace).limit(MOST);
  }

  /** They are read as long as no watch knows any. */
  private Stream<StuckPolicy> all(String namespace) {
    var known = cache;
    return known == null
        ? client
            .resources(StuckPolicy.class)
            .inNamespace(namespace)
            .list(new ListOptionsBuilder().withLimit((long) MOST).build())
            .getItems()
            .stream()
        : known.list(namespace).map(PolicyView::policy);
  }
}
