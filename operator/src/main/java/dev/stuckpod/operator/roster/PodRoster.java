package dev.stuckpod.operator.roster;

import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows every pod, from one list in pages and a watch that is resumed where it broke. Nothing is
 * asked of the API server when it is looked at.
 */
public final class PodRoster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PodRoster.class);

  /** Of two kilobytes each are taken, and of the largest a few hundred. */
  private static final long PAGE = 100;

  private static final String EVERYWHERE = "";

  private final KubernetesClient client;
  private final Map<String, ViewStore> stores = new HashMap<>();
  private final List<Consumer<PodView>> listeners = new CopyOnWriteArrayList<>();
  private final List<SharedIndexInformer<Pod>> informers = new ArrayList<>();
  private boolean started;

  /**
   * Knows nothing until it is started.
   *
   * @param client that parses as {@link SlimPods} says
   * @param namespaces to know the pods of; none means all
   */
  public PodRoster(KubernetesClient client, Set<String> namespaces) {
    this(client, namespaces, Clock.systemUTC());
  }

  /**
   * Knows nothing until it is started.
   *
   * @param clock tells when it was seen that a pod has changed
   */
  PodRoster(KubernetesClient client, Set<String> namespaces, InstantSource clock) {
    this.client = client;
    Collection<String> rooms = namespaces.isEmpty() ? Set.of(EVERYWHERE) : namespaces;
    rooms.forEach(room -> stores.put(room, new ViewStore(this::tell, clock)));
  }

  /** Has somebody told of every pod that is new or has changed; to be called before the start. */
  public void listen(Consumer<PodView> listener) {
    listeners.add(listener);
  }

  /** Lists and watches; returns when all is known. The second time it does nothing. */
  public synchronized void start() {
    if (!started) {
      started = true;
      stores.forEach((room, store) -> informers.add(informer(room, store)));
      informers.forEach(informer -> informer.start().toCompletableFuture().join());
      LOG.info("Watching {} pods", size());
    }
  }

  /** How many pods are known. */
  public int size() {
    return stores.values().stream().mapToInt(ViewStore::size).sum();
  }

  /** The pods of a namespace, as they were last seen, in no order. */
  public Collection<PodView> in(String namespace) {
    return store(namespace).map(store -> store.in(namespace)).orElse(List.of());
  }

  /** All pods, as they were last seen, in no order. */
  public Stream<PodView> all() {
    return stores.values().stream().flatMap(ViewStore::views);
  }

  /** A pod as it was last seen. */
  public Optional<PodView> find(String namespace, String name) {
    return store(namespace).map(store -> store.find(namespace, name));
  }

  /** Grows whenever a pod of the namespace comes, changes or goes. */
  public long changes(String namespace) {
    return store(namespace).map(store -> store.changes(namespace)).orElse(0L);
  }

  /** Reads a pod at the API server itself. */
  public Optional<PodView> read(String namespace, String name) {
    Pod pod = client.pods().inNamespace(namespace).withName(name).get();
    return Optional.ofNullable(pod).map(PodView::of);
  }

  @Override
  public synchronized void close() {
    informers.forEach(SharedIndexInformer::stop);
  }

  private SharedIndexInformer<Pod> informer(String room, ViewStore store) {
    FilterWatchListDeletable<Pod, PodList, PodResource> pods =
        room.equals(EVERYWHERE) ? client.pods().inAnyNamespace() : client.pods().inNamespace(room);
    return pods.withLimit(PAGE)
        .runnableInformer(0)
        .itemStore(store)
        .removeNamespaceIndex()
        .exceptionHandler((_, _) -> true); // whatever happens: go on trying
  }

  private void tell(PodView view) {
    listeners.forEach(listener -> listener.accept(view));
  }

  private Optional<ViewStore> store(String namespace) {
    @Nullable ViewStore everywhere = stores.get(EVERYWHERE);
    return Optional.ofNullable(everywhere == null ? stores.get(namespace) : everywhere);
  }
}
