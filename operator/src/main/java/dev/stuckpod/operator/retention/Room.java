package dev.stuckpod.operator.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether there is room for a dump at the API server, and which analyses have to go for it: the
 * oldest that nobody keeps. Nobody's go for a dump of a namespace that would hold more than theirs
 * afterwards.
 *
 * @param toDelete these make the room, oldest first
 * @param refusal why there is none even so; empty where there is
 */
public record Room(List<Held> toDelete, Optional<Refusal> refusal) {

  /** Which bound leaves no room, and what is held under it. */
  public enum Refusal {
    /** Larger than the bound itself. */
    TOO_LARGE,
    /** The namespace has its share. */
    NAMESPACE_FULL,
    /** The cluster has. */
    CLUSTER_FULL
  }

  /**
   * An analysis with its dumps.
   *
   * @param bytes that both take
   * @param mayGo it is over, and no policy keeps it
   */
  public record Held(String namespace, String name, Instant created, long bytes, boolean mayGo) {}

  /**
   * Decides.
   *
   * @param namespace for whose dump
   * @param name of its analysis, which does not go
   * @param bytes of the dump
   */
  public static Room of(
      Collection<Held> all, String namespace, String name, long bytes, Bounds bounds) {
    if (bytes > bounds.perNamespace() || bytes > bounds.perCluster()) {
      return new Room(List.of(), Optional.of(Refusal.TOO_LARGE));
    }
    var taken = new HashMap<String, Long>();
    all.forEach(held -> taken.merge(held.namespace(), held.bytes(), Long::sum));
    var mayGo = new ArrayList<Held>();
    for (Held held : all) {
      if (held.mayGo() && !(held.namespace().equals(namespace) && held.name().equals(name))) {
        mayGo.add(held);
      }
    }
    mayGo.sort(Comparator.comparing(Held::created).thenComparing(Held::name));
    var gone = new ArrayList<Held>();
    while (taken.getOrDefault(namespace, 0L) + bytes > bounds.perNamespace()) {
      if (!remove(namespace, mayGo, taken, gone)) {
        return new Room(List.of(), Optional.of(Refusal.NAMESPACE_FULL));
      }
    }
    while (sum(taken) + bytes > bounds.perCluster()) {
      long after = taken.getOrDefault(namespace, 0L) + bytes;
      Optional<String> largest =
          mayGo.stream()
              .map(Held::namespace)
              .distinct()
              .filter(one -> one.equals(namespace) || taken.getOrDefault(one, 0L) >= after)
              .max(Comparator.comparingLong((String one) -> taken.getOrDefault(one, 0L)));
      if (largest.isEmpty() || !remove(largest.get(), mayGo, taken, gone)) {
        return new Room(List.of(), Optional.of(Refusal.CLUSTER_FULL));
      }
    }
    return new Room(List.copyOf(gone), Optional.empty());
  }

  private static boolean remove(
      String namespace, List<Held> mayGo, Map<String, Long> taken, List<Held> gone) {
    Optional<Held> oldest =
        mayGo.stream().filter(held -> held.namespace().equals(namespace)).findFirst();
    oldest.ifPresent(
        held -> {
          mayGo.remove(held);
          gone.add(held);
          taken.merge(namespace, -held.bytes(), Long::sum);
        });
    return oldest.isPresent();
  }

  private static long sum(Map<String, Long> taken) {
    return taken.values().stream().mapToLong(Long::longValue).sum();
  }
}
