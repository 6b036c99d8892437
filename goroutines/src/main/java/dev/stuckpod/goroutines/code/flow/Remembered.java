package dev.stuckpod.goroutines.code.flow;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what was used last, up to a sum of weights. */
final class Remembered<K, V> {

  private final long most;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  private record Entry<V>(V value, int weight) {}

  Remembered(long most) {
    this.most = most;
  }

  @Nullable V get(K key) {
    Entry<V> entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  void put(K key, V value, int valueWeight) {
    Entry<V> before = entries.put(key, new Entry<>(value, valueWeight));
    weight += valueWeight - (before == null ? 0 : before.weight());
    Iterator<Entry<V>> eldest = entries.values().iterator();
    while (weight > most && entries.size() > 1) {
      weight -= eldest.next().weight();
      eldest.remove();
    }
  }
}
