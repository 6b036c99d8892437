package dev.stuckpod.analysis.rule.crowds;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.rule.pools.Executors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pools of which most threads are in one call, as their names tell which belong together. */
final class PoolCrowds {
  private static final int MANY = 20;
  private static final int MOST = 60;

  private PoolCrowds() {}

  /**
   * How many of a pool.
   *
   * @param of {@code of the 250 'exec-'}
   */
  record Share(int count, String of) {}

  /** Gives the places at which most threads of a pool stand, of each the largest share. */
  static Map<Frame, Share> of(WaitForGraph graph, Map<Frame, List<Group>> places) {
    Map<String, Integer> sizes = new HashMap<>();
    graph.groups().forEach(group -> count(group, sizes));
    sizes.values().removeIf(size -> size < MANY);
    Map<Frame, Share> found = new TreeMap<>();
    if (sizes.isEmpty()) {
      return found;
    }
    places.forEach(
        (at, groups) -> {
          Map<String, Integer> here = new HashMap<>();
          groups.forEach(group -> count(group, here));
          here.forEach(
              (pool, n) -> {
                int size = sizes.getOrDefault(pool, 0);
                if (n >= MANY && 100L * n >= (long) MOST * size) {
                  Share share = new Share(n, "of the %d '%s'".formatted(size, pool));
                  found.merge(at, share, (a, b) -> a.count() >= b.count() ? a : b);
                }
              });
        });
    return found;
  }

  private static void count(Group group, Map<String, Integer> pools) {
    Executors.count(group.ids(), group.count(), pools);
  }
}
