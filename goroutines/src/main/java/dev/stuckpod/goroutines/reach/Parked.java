package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.memory.MalformedException;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * All goroutines as they were when they were first looked at, and which objects those wait for that
 * something would have to wake.
 */
final class Parked {

  private static final int WHO_BITS = 17;

  /** So many are looked at, which a number below tells apart. */
  static final int MOST = 1 << WHO_BITS;

  private static final int ALIGNED = 3;

  /** Waits that are told apart; whoever has others counts as one who can be woken. */
  private static final int MOST_WAITS = 1 << 18;

  private final long[] g;
  private final long[] goid;
  private final long[] stand;
  private final boolean[] live;
  private final boolean[] waits;
  private final long[] sorted;

  /** Object and goroutine in one number, so that they can be sorted. */
  private long[] objects = new long[64];

  private int size;

  /**
   * Knows of none.
   *
   * @param all addresses of all goroutines
   */
  Parked(long[] all, int count) throws MalformedException {
    if (count > MOST) {
      throw new MalformedException("there are more than " + MOST + " goroutines");
    }
    g = Arrays.copyOf(all, count);
    goid = new long[count];
    stand = new long[count];
    live = new boolean[count];
    waits = new boolean[count];
    sorted = g.clone();
    Arrays.sort(sorted);
  }

  /** Notes where one stands. */
  void stands(int who, long number, long where) {
    goid[who] = number;
    stand[who] = where;
  }

  /**
   * Notes that one waits for objects, any of which may wake it.
   *
   * @param starts where these begin, all of them
   * @return false where there is no room: then it is to count as alive
   */
  boolean waitsFor(int who, long[] starts, int count) {
    if (size + count > MOST_WAITS) {
      return false;
    }
    if (size + count > objects.length) {
      objects = Arrays.copyOf(objects, Math.max(size + count, 2 * size));
    }
    for (int i = 0; i < count; i++) {
      objects[size++] = starts[i] >>> ALIGNED << WHO_BITS | who;
    }
    waits[who] = true;
    return true;
  }

  /** Has noted all of them; from here on they can be asked for. */
  void complete() {
    Arrays.sort(objects, 0, size);
  }

  /** Tells how many goroutines there are. */
  int count() {
    return g.length;
  }

  /** Gives the address of one. */
  long g(int who) {
    return g[who];
  }

  /** Whether a word is the address of one. */
  boolean isGoroutine(long word) {
    return Arrays.binarySearch(sorted, word) >= 0;
  }

  /** Whether it is where it was. */
  boolean stoodAt(int who, long number, long where) {
    return goid[who] == number && stand[who] == where;
  }

  /** Notes that one can be woken, or runs; tells whether that is new. */
  boolean enliven(int who) {
    boolean isNew = !live[who];
    live[who] = true;
    return isNew;
  }

  /** Whether it runs, or can be woken. */
  boolean isLive(int who) {
    return live[who];
  }

  /** Gives each object that somebody waits for. */
  void eachObject(LongConsumer what) {
    for (int i = 0; i < size; i++) {
      what.accept(objects[i] >>> WHO_BITS << ALIGNED);
    }
  }

  /** Gives everybody who waits for the object that begins at an address. */
  void eachWaiter(long object, LongConsumer who) {
    long key = object >>> ALIGNED << WHO_BITS;
    int i = Arrays.binarySearch(objects, 0, size, key);
    for (i = i < 0 ? -i - 1 : i; i < size && objects[i] >>> WHO_BITS << WHO_BITS == key; i++) {
      who.accept(objects[i] & (MOST - 1));
    }
  }

  /** Gives those that wait for something and that nothing alive can wake. */
  Unreached unreached() {
    int count = 0;
    for (int who = 0; who < g.length; who++) {
      count += waits[who] && !live[who] ? 1 : 0;
    }
    long[] numbers = new long[count];
    long[] stands = new long[count];
    int next = 0;
    for (int who = 0; who < g.length; who++) {
      if (waits[who] && !live[who]) {
        numbers[next] = goid[who];
        stands[next++] = stand[who];
      }
    }
    return Unreached.of(numbers, stands, System.nanoTime());
  }
}
