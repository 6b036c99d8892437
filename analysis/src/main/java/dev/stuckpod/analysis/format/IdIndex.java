package dev.stuckpod.analysis.format;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where each of the first routines of a dump is, by its number: groups keep the ids of few, and
 * what follows in the dump may name any.
 *
 * @param <M> where a routine is
 */
final class IdIndex<M> {
  private static final int FIRST = 1 << 10;

  /** So many are found again; with what is here they take 4 MiB. */
  static final int MOST = 1 << 18;

  private static final int LONGEST = 18;

  private long[] ids = new long[0];
  private @Nullable Object[] where = new Object[0];
  private int size;

  /** What is done with one that was looked for. */
  interface Visitor<M> {
    void found(String id, boolean still, M where);
  }

  /** Takes a routine, unless there are too many or its id is no number. */
  void add(String id, boolean still, M place) {
    if (size == MOST || id.isEmpty() || id.length() > LONGEST || !isNumber(id)) {
      return;
    }
    if (size == ids.length) {
      int room = Math.max(FIRST, 2 * size);
      ids = Arrays.copyOf(ids, room);
      where = Arrays.copyOf(where, room);
    }
    ids[size] = Long.parseLong(id) << 1 | (still ? 1 : 0);
    where[size++] = place;
  }

  /** Gives those who are looked for, each once, in the order of the dump. */
  @SuppressWarnings("unchecked") // what was put in
  void find(Set<String> wanted, Visitor<M> visitor) {
    if (wanted.isEmpty()) {
      return;
    }
    long[] sorted =
        wanted.stream()
            .filter(id -> !id.isEmpty() && id.length() <= LONGEST && isNumber(id))
            .mapToLong(Long::parseLong)
            .sorted()
            .toArray();
    boolean[] done = new boolean[sorted.length];
    for (int i = 0; i < size; i++) {
      int at = Arrays.binarySearch(sorted, ids[i] >> 1);
      if (at >= 0 && !done[at]) {
        done[at] = true;
        visitor.found(Long.toString(ids[i] >> 1), (ids[i] & 1) != 0, (M) where[i]);
      }
    }
  }

  private static boolean isNumber(String id) {
    return id.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
