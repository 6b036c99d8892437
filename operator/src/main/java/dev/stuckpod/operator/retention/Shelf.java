package dev.stuckpod.operator.retention;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.retention.Room.Held;
import dev.stuckpod.operator.retention.Room.Refusal;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room for dumps at the API server, within bounds. What was given room is counted before
 * anybody who watches has seen it. Readings of load-test windows have their place on it, too, and
 * nothing goes for them.
 */
public final class Shelf {

  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  /** More than are written before a watch has seen the first of them. */
  private static final int REMEMBERED = 4096;

  private static final double MIB = 1 << 20;

  private record Given(String uid, long bytes) {}

  private final Openers openers;
  private final KnownAnalyses known;
  private final OldAnalyses old;
  private final HeldReadings readings;
  private final Bounds bounds;

  /** What was given room here, by names of dumps, and what was deleted here, by uids. */
  private final Map<String, Given> given = Recent.put(REMEMBERED);

  private final Map<String, Boolean> deleted = Recent.put(REMEMBERED);

  /**
   * Makes room with a client.
   *
   * @param old deletes those that give way
   * @param readings what windows hold beside
   */
  public Shelf(
      KubernetesClient client,
      KnownAnalyses known,
      OldAnalyses old,
      HeldReadings readings,
      Bounds bounds) {
    this.openers = new Openers(client);
    this.known = known;
    this.old = old;
    this.readings = readings;
    this.bounds = bounds;
  }

  /**
   * Makes room for a dump; for the same one again once.
   *
   * @param dump its name
   * @param bytes that it takes
   * @return empty when there is room; else a sentence that says why not, and what to do
   */
  public synchronized Optional<String> makeRoom(DumpAnalysis analysis, String dump, long bytes) {
    if (given.containsKey(dump)) {
      return Optional.empty();
    }
    String namespace = analysis.getMetadata().getNamespace();
    Map<Held, AnalysisView> views = views();
    List<Held> all = Stream.concat(views.keySet().stream(), held()).toList();
    Room room = Room.of(all, namespace, analysis.getMetadata().getName(), bytes, bounds);
    for (Held held : room.toDelete()) {
      AnalysisView view = Objects.requireNonNull(views.get(held));
      old.delete(view);
      deleted.put(view.getMetadata().getUid(), true);
      LOG.info(
          "{}/{} deleted: a newer dump of namespace {} needs its room",
          held.namespace(),
          held.name(),
          namespace);
    }
    if (room.refusal().isEmpty()) {
      given.put(dump, new Given(analysis.getMetadata().getUid(), bytes));
    }
    return room.refusal().map(why -> sentence(why, namespace, bytes));
  }

  /**
   * Tells whether there is room for readings as it is; then it is theirs.
   *
   * @param name of the readings
   * @param bytes that they take
   */
  public synchronized boolean hasRoom(LoadTestWindow window, String name, long bytes) {
    if (given.containsKey(name)) {
      return true;
    }
    String namespace = window.getMetadata().getNamespace();
    List<Held> all = Stream.concat(views().keySet().stream(), held()).toList();
    Room room = Room.of(all, namespace, "", bytes, bounds);
    boolean has = room.refusal().isEmpty() && room.toDelete().isEmpty();
    if (has) {
      given.put(name, new Given(window.getMetadata().getUid(), bytes));
    }
    return has;
  }

  /** Gives back what a dump was given that is not kept after all. */
  public synchronized void release(String dump) {
    given.remove(dump);
  }

  private Map<Held, AnalysisView> views() {
    var there = new HashMap<Opener, Boolean>();
    var views = new LinkedHashMap<Held, AnalysisView>();
    for (AnalysisView view : known.all()) {
      if (!deleted.containsKey(view.getMetadata().getUid())) {
        views.put(held(view, there), view);
      }
    }
    return views;
  }

  /** What windows hold; it goes with them. */
  private Stream<Held> held() {
    return readings.all().stream()
        .map(
            one ->
                new Held(
                    one.namespace(),
                    one.name(),
                    Instant.MAX,
                    Math.max(one.bytes(), here(one.uid())),
                    false));
  }

  /** What was given room here, of one of them. */
  private long here(String uid) {
    return given.values().stream()
        .filter(one -> one.uid().equals(uid))
        .mapToLong(Given::bytes)
        .sum();
  }

  private Held held(AnalysisView view, Map<Opener, Boolean> there) {
    return new Held(
        view.getMetadata().getNamespace(),
        view.getMetadata().getName(),
        view.recent(), // repeats go before the one that counts them
        Math.max(view.storedBytes(), here(view.getMetadata().getUid())),
        view.over() && !isKept(view, there));
  }

  /** Who is there keeps its own by its own retention. */
  private boolean isKept(AnalysisView view, Map<Opener, Boolean> there) {
    return Opener.of(view) instanceof Opener.Standing opener
        && there.computeIfAbsent(opener, _ -> openers.isThere(opener));
  }

  private String sentence(Refusal why, String namespace, long bytes) {
    return switch (why) {
      case TOO_LARGE ->
          "Its dump takes %.1f MiB, more than storage.perNamespace or storage.perCluster of the chart allow at all: raise them."
              .formatted(bytes / MIB);
      case NAMESPACE_FULL ->
          "Its dump takes %.1f MiB, and namespace %s has no room for it in the %.0f MiB of the chart's storage.perNamespace: delete old DumpAnalyses, lower the policies' retention.keep, or raise it."
              .formatted(bytes / MIB, namespace, bounds.perNamespace() / MIB);
      case CLUSTER_FULL ->
          "Its dump takes %.1f MiB, and the cluster has no room for it in the %.0f MiB of the chart's storage.perCluster: delete old DumpAnalyses, lower the policies' retention.keep, or raise it."
              .formatted(bytes / MIB, bounds.perCluster() / MIB);
    };
  }
}
