package dev.stuckpod.goroutines.stack;

import dev.stuckpod.goroutines.memory.LongCache;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what depends on nothing but where the frames of a stack stand: most goroutines of a
 * program stand at a few places. How much is kept is bounded; of deep stacks nothing is.
 */
public final class ByStack<V> {

  private static final int REMEMBERED_BITS = 9;
  private static final long REMEMBERED_BYTES = 1 << 18;
  private static final int ENTRY = 64;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final LongCache<Entry<V>> entries = new LongCache<>(REMEMBERED_BITS, REMEMBERED_BYTES);

  private static final class Entry<V> {
    private final long[] pcs;
    private final V value;

    Entry(Frames frames, V value) {
      this.pcs = new long[frames.size()];
      for (int i = 0; i < pcs.length; i++) {
        pcs[i] = frames.pc(i);
      }
      this.value = value;
    }

    boolean isOf(Frames frames) {
      boolean same = frames.size() == pcs.length;
      for (int i = 0; same && i < pcs.length; i++) {
        same = frames.pc(i) == pcs[i];
      }
      return same;
    }
  }

  /** Gives what was put for a stack whose frames stand there; null where that is not known. */
  public @Nullable V get(Frames frames) {
    Entry<V> entry = isDeep(frames) ? null : entries.get(hash(frames));
    return entry != null && entry.isOf(frames) ? entry.value : null;
  }

  /** Puts a value for a stack for which there is none. */
  public void put(Frames frames, V value) {
    long hash = hash(frames);
    if (!isDeep(frames) && entries.get(hash) == null) {
      entries.put(hash, new Entry<>(frames, value), ENTRY + 16 * frames.size());
    }
  }

  /** Of some frames in between nothing is known. */
  private static boolean isDeep(Frames frames) {
    return frames.size() > Frames.INNER;
  }

  private static long hash(Frames frames) {
    long hash = frames.size();
    for (int i = 0; i < Math.min(frames.size(), Frames.INNER); i++) {
      hash = (hash ^ frames.pc(i)) * MIX;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
