package dev.stuckpod.goroutines.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps values by number, without boxes; forgets all of them when there are too many. */
public final class LongCache<V> {

  private final long[] keys;
  private final @Nullable Object[] values;
  private final int most;
  private final long heaviest;
  private int size;
  private long weight;

  /**
   * Makes an empty one.
   *
   * @param bits two to the power of this are kept at most, in twice as many places
   * @param heaviest sum of weights that is kept at most
   */
  public LongCache(int bits, long heaviest) {
    keys = new long[2 << bits];
    values = new Object[2 << bits];
    most = 1 << bits;
    this.heaviest = heaviest;
  }

  /** What was put; null where nothing was, or it is forgotten. */
  @SuppressWarnings("unchecked")
  public @Nullable V get(long key) {
    return (V) values[slot(key)];
  }

  /**
   * Puts a value where there is none.
   *
   * @param valueWeight its bytes, about
   */
  public void put(long key, V value, int valueWeight) {
    if (size >= most || weight + valueWeight > heaviest) {
      Arrays.fill(values, null);
      size = 0;
      weight = 0;
    }
    int slot = slot(key);
    keys[slot] = key;
    values[slot] = value;
    size++;
    weight += valueWeight;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
