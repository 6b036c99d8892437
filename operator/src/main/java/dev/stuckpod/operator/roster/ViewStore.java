package dev.stuckpod.operator.roster;

import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps views of pods, by namespace; what an informer puts in is dropped once it was read. */
final class ViewStore implements ItemStore<Pod> {

  private record Kept(PodView view, String resourceVersion) {}

  /** A namespace's pods, and how often they have changed. */
  private static final class Room {
    final Map<String, Kept> pods = new ConcurrentHashMap<>();
    final AtomicLong changes = new AtomicLong();
  }

  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private final Consumer<PodView> changed;
  private final InstantSource clock;

  /**
   * Starts empty.
   *
   * @param changed is told of every pod that is new or has changed
   * @param clock tells when what has changed did
   */
  ViewStore(Consumer<PodView> changed, InstantSource clock) {
    this.changed = changed;
    this.clock = clock;
  }

  Collection<PodView> in(String namespace) {
    Room room = rooms.get(namespace);
    return room == null ? List.of() : room.pods.values().stream().map(Kept::view).toList();
  }

  Stream<PodView> views() {
    return rooms.values().stream().flatMap(room -> room.pods.values().stream()).map(Kept::view);
  }

  @Nullable PodView find(String namespace, String name) {
    Room room = rooms.get(namespace);
    Kept kept = room == null ? null : room.pods.get(name);
    return kept == null ? null : kept.view();
  }

  long changes(String namespace) {
    Room room = rooms.get(namespace);
    return room == null ? 0 : room.changes.get();
  }

  @Override
  public String getKey(Pod pod) {
    return Cache.metaNamespaceKeyFunc(pod);
  }

  @Override
  public @Nullable Pod put(String key, Pod pod) {
    PodView view = PodView.of(pod, find(namespace(key), name(key)), clock.instant());
    Room room = rooms.computeIfAbsent(view.namespace(), _ -> new Room());
    Kept before =
        room.pods.put(view.name(), new Kept(view, pod.getMetadata().getResourceVersion()));
    if (before == null || !before.view().equals(view)) {
      room.changes.incrementAndGet();
      changed.accept(view);
    }
    return before == null ? null : restored(before);
  }

  @Override
  public @Nullable Pod remove(String key) {
    Room room = rooms.get(namespace(key));
    Kept gone = room == null ? null : room.pods.remove(name(key));
    if (room != null && gone != null) {
      room.changes.incrementAndGet();
    }
    return gone == null ? null : restored(gone);
  }

  @Override
  public Stream<String> keySet() {
    return rooms.entrySet().stream()
        .flatMap(room -> room.getValue().pods.keySet().stream().map(n -> room.getKey() + "/" + n));
  }

  @Override
  public Stream<Pod> values() {
    return rooms.values().stream()
        .flatMap(room -> room.pods.values().stream())
        .map(ViewStore::restored);
  }

  @Override
  public @Nullable Pod get(String key) {
    Room room = rooms.get(namespace(key));
    Kept kept = room == null ? null : room.pods.get(name(key));
    return kept == null ? null : restored(kept);
  }

  @Override
  public int size() {
    return rooms.values().stream().mapToInt(room -> room.pods.size()).sum();
  }

  @Override
  public boolean isFullState() {
    return false;
  }

  /** As much of a pod as an informer compares. */
  private static Pod restored(Kept kept) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(kept.view().namespace())
        .withName(kept.view().name())
        .withUid(kept.view().uid())
        .withResourceVersion(kept.resourceVersion())
        .endMetadata()
        .build();
  }

  private static String namespace(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? "" : key.substring(0, slash);
  }

  private static String name(String key) {
    return key.substring(key.indexOf('/') + 1);
  }
}
