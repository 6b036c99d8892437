package dev.stuckpod.operator.loadtest.member;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.publish.WholeObjects;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a namespace, read now and then, page by page, up to a bound: whoever makes them
 * may make any number. Those that a window names are found whatever the bound is. For one thread.
 */
public final class PolicyList {

  /** Of a namespace; some are a kilobyte, some a hundred. */
  public static final int MOST = 500;

  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final int PAGE = 100;

  private final KubernetesClient client;
  private final Clock clock;
  private final int page;
  private final int most;
  private Listed listed = new Listed(List.of(), false);
  private Set<String> named = Set.of();
  private Instant readAt = Instant.MIN;

  /** Reads with a client. */
  public PolicyList(KubernetesClient client, Clock clock) {
    this(client, clock, PAGE, MOST);
  }

  PolicyList(KubernetesClient client, Clock clock, int page, int most) {
    this.client = client;
    this.clock = clock;
    this.page = page;
    this.most = most;
  }

  /**
   * What was read.
   *
   * @param all as many as are read, and those that were named
   * @param more whether there are others
   */
  public record Listed(List<StuckPolicy> all, boolean more) {}

  /**
   * Those of a namespace, as they were read some seconds ago at most.
   *
   * @param names of policies that are to be among them, where they are there
   */
  public Listed in(String namespace, Collection<String> names) {
    Set<String> wanted = Set.copyOf(names);
    if (!clock.instant().isBefore(readAt.plus(FRESH)) || !named.equals(wanted)) {
      listed = read(namespace, wanted);
      named = wanted;
      readAt = clock.instant();
    }
    return listed;
  }

  private Listed read(String namespace, Set<String> names) {
    var all = new ArrayList<StuckPolicy>();
    @Nullable String from = null;
    do {
      KubernetesResourceList<StuckPolicy> next = page(namespace, from);
      all.addAll(next.getItems());
      from = next.getMetadata().getContinue();
    } while (from != null && !from.isEmpty() && all.size() < most);
    if (from == null || from.isEmpty()) {
      return new Listed(List.copyOf(all), false);
    }
    var missing = new HashSet<>(names);
    all.forEach(one -> missing.remove(one.getMetadata().getName()));
    missing.stream()
        .sorted()
        .map(name -> named(namespace, name))
        .filter(Objects::nonNull)
        .forEach(all::add);
    return new Listed(List.copyOf(all), true);
  }

  private KubernetesResourceList<StuckPolicy> page(String namespace, @Nullable String from) {
    return client
        .resources(StuckPolicy.class)
        .inNamespace(namespace)
        .list(new ListOptionsBuilder().withLimit((long) page).withContinue(from).build());
  }

  private @Nullable StuckPolicy named(String namespace, String name) {
    return WholeObjects.read(client, StuckPolicy.class, namespace, name);
  }
}
