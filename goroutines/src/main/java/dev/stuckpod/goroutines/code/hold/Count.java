package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.value.Range;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How often a frame holds one lock: on one way, or whatever the way. */
final class Count {

  int least;
  int most;

  /** The worst way in which an address was known: see {@link Known}. */
  int quality;

  void add(Range range, int known) {
    least += range.least();
    most += range.most();
    quality = Math.max(quality, known);
  }

  static <K> Set<K> keys(List<Map<K, Count>> ways) {
    Set<K> keys = new LinkedHashSet<>();
    ways.forEach(way -> keys.addAll(way.keySet()));
    return keys;
  }

  /** Gives what is true whatever the way. */
  static <K> Count either(List<Map<K, Count>> ways, K key) {
    Count all = null;
    for (Map<K, Count> way : ways) {
      Count one = way.getOrDefault(key, new Count());
      if (all == null) {
        all = new Count();
        all.least = one.least;
        all.most = one.most;
      }
      all.least = Math.min(all.least, one.least);
      all.most = Math.max(all.most, one.most);
      all.quality = Math.max(all.quality, one.quality);
    }
    return all == null ? new Count() : all;
  }
}
