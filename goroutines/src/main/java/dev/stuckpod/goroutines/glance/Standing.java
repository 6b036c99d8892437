package dev.stuckpod.goroutines.glance;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who waits for a lock since when, by places in the runtime's list of goroutines, and
 * counts what has changed since the look before. 16 bytes for each place, in pieces that are made
 * where somebody waits; 2 MiB at most.
 */
final class Standing {

  /** For 131,072 places. */
  private static final int MOST_PIECES = 128;

  private static final int LOCK = 7;

  /** For so many seconds at least some are counted: the steps are what is shown of ages. */
  private static final int[] STEPS = {
    10, 15, 20, 25, 30, 40, 50, 60, 90, 120, 180, 240, 300, 450, 600, 900, 1200, 1800, 2700, 3600
  };

  /**
   * So many looks before this one at least: runs are counted in one byte, so one in 256 of those
   * that run without pause seems to stand in two looks, and one in 16 million in four.
   */
  private static final int LOOKS = 3;

  private final int size;
  private final @Nullable Piece[] pieces;
  private int made;
  private @Nullable Piece piece;
  private int number;

  private int look;
  private long begun;
  private int millis;

  private final int[] count = new int[Lock.CODES];
  private final int[] unwatched = new int[Lock.CODES];
  private final int[] notRun = new int[Lock.CODES];
  private final int[] left = new int[Lock.CODES];
  private final int[] oldestLook = new int[Lock.CODES];
  private final int[] oldestMillis = new int[Lock.CODES];

  /** Those that have come to a step, and to none beyond. */
  private final int[][] steps = new int[Lock.CODES][STEPS.length];

  /** Some neighbouring places. */
  private static final class Piece {
    /** Who waits there how, 0 for nobody; the lowest bits tell the lock. */
    private final long[] stands;

    /** The look at which he was first seen so. */
    private final int[] look;

    /** When that was, in milliseconds since the first of all looks. */
    private final int[] millis;

    Piece(int size) {
      stands = new long[size];
      look = new int[size];
      millis = new int[size];
    }
  }

  /**
   * Remembers nothing.
   *
   * @param places there may be
   * @param size of a piece
   */
  Standing(int places, int size) {
    this.size = size;
    this.pieces = new @Nullable Piece[places / size];
  }

  /** Begins a look at a moment, in nanoseconds. */
  void begin(long now) {
    if (look == 0) {
      begun = now;
    }
    look++;
    millis = (int) Math.min(TimeUnit.NANOSECONDS.toMillis(now - begun), Integer.MAX_VALUE);
    for (int lock = 0; lock < Lock.CODES; lock++) {
      count[lock] = 0;
      unwatched[lock] = 0;
      notRun[lock] = 0;
      left[lock] = 0;
      oldestLook[lock] = look;
      oldestMillis[lock] = millis;
      Arrays.fill(steps[lock], 0);
    }
  }

  /** Goes to a piece. */
  void turnTo(int which) {
    number = which;
    piece = pieces[which];
  }

  /**
   * Someone waits for a lock.
   *
   * @param i his place in the piece
   * @param hash of who he is, where he stands and how often he has run
   */
  void waits(int i, int lock, long hash) {
    count[lock]++;
    Piece here = piece == null ? make() : piece;
    if (here == null) {
      unwatched[lock]++;
      return;
    }
    long stand = hash & ~LOCK | lock;
    if (here.stands[i] == stand) {
      notRun[lock]++;
      if (here.look[i] < oldestLook[lock]) {
        oldestLook[lock] = here.look[i];
        oldestMillis[lock] = here.millis[i];
      }
      if (look - here.look[i] >= LOOKS) {
        step(lock, millis - here.millis[i]);
      }
    } else {
      leave(here, i);
      here.stands[i] = stand;
      here.look[i] = look;
      here.millis[i] = millis;
    }
  }

  /** Nobody waits for a lock at a place. */
  void waitsNot(int i) {
    if (piece != null) {
      leave(piece, i);
    }
  }

  /** It cannot be told what is at a place. */
  void forget(int i) {
    if (piece != null) {
      piece.stands[i] = 0;
    }
  }

  /** Tells what there is of a kind of lock, at the end of a look. */
  Glance.Waiters waiters(Lock lock) {
    int code = lock.code();
    boolean some = notRun[code] > 0;
    return new Glance.Waiters(
        lock,
        count[code],
        unwatched[code],
        notRun[code],
        left[code],
        some ? TimeUnit.MILLISECONDS.toNanos((long) millis - oldestMillis[code]) : 0,
        some ? look - oldestLook[code] + 1 : 0,
        older(steps[code]));
  }

  private void step(int lock, int age) {
    int step = -1;
    while (step + 1 < STEPS.length && age >= STEPS[step + 1] * 1000) {
      step++;
    }
    if (step >= 0) {
      steps[lock][step]++;
    }
  }

  private static SortedMap<Long, Integer> older(int[] counts) {
    var older = new TreeMap<Long, Integer>();
    int sum = 0;
    for (int step = STEPS.length - 1; step >= 0; step--) {
      sum += counts[step];
      if (sum > 0) {
        older.put(TimeUnit.SECONDS.toNanos(STEPS[step]), sum);
      }
    }
    return older;
  }

  private void leave(Piece here, int i) {
    if (here.stands[i] != 0) {
      left[(int) here.stands[i] & LOCK]++;
      here.stands[i] = 0;
    }
  }

  private @Nullable Piece make() {
    if (made == MOST_PIECES) {
      return null;
    }
    made++;
    piece = new Piece(size);
    pieces[number] = piece;
    return piece;
  }
}
