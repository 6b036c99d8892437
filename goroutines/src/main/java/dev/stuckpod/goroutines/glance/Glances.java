package dev.stuckpod.goroutines.glance;

import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.memory.Gathering;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.Stand;
import dev.stuckpod.goroutines.runtime.Status;
import dev.stuckpod.goroutines.runtime.WaitReasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks at all goroutines of one process again and again. Each g is copied once: who has moved
 * meanwhile is told apart from whoever stood there before all the same, as one of number, place and
 * count of runs differs.
 */
public final class Glances {

  /** So many places of the list are looked at. */
  public static final int MOST = 1 << 18;

  private static final int REASONS = 256;
  private static final int STATUSES = 16;

  private final AllGoroutines all;
  private final WaitReasons words;
  private final G at;
  private final Gathering gathering;
  private final Standing standing = new Standing(MOST, AllGoroutines.PIECE);
  private final int[] locks = new int[REASONS];
  private final int[] reasons = new int[REASONS];
  private final int[] statuses = new int[STATUSES];
  private final long[] piece = new long[AllGoroutines.PIECE];
  private int count;
  private int unread;
  private long before;
  private boolean begun;

  /** Looks at the goroutines of a process, none so far. */
  public Glances(Memory memory, AllGoroutines all, WaitReasons words, G at) {
    this.all = all;
    this.words = words;
    this.at = at;
    gathering = new Gathering(memory, Math.max(at.waiting(), G.SELF) + 8, AllGoroutines.PIECE);
    Arrays.setAll(locks, reason -> Lock.code(words.of(reason)));
  }

  /**
   * Looks.
   *
   * @param now in CLOCK_MONOTONIC nanoseconds
   * @throws MalformedException where the memory makes no sense; what was seen before is told wrong
   *     from then on
   * @throws IOException if the way to read is closed
   */
  public Glance look(long now) throws IOException, MalformedException {
    int size = all.size();
    int most = Math.min(size, MOST);
    count = 0;
    unread = size - most;
    Arrays.fill(reasons, 0);
    Arrays.fill(statuses, 0);
    standing.begin(now);
    for (int from = 0; from < most; from += AllGoroutines.PIECE) {
      standing.turnTo(from / AllGoroutines.PIECE);
      gathering.read(piece, all.read(from, most - from, piece), visitor);
    }
    long since = begun ? now - before : 0;
    before = now;
    begun = true;
    return new Glance(
        since,
        count,
        unread,
        states(),
        Stream.of(Lock.values())
            .map(standing::waiters)
            .filter(group -> group.count() + group.left() > 0)
            .toList());
  }

  private final Gathering.Visitor visitor =
      new Gathering.Visitor() {
        @Override
        public void see(int i, long address, ByteBuffer in, int g) {
          Glances.this.see(i, address, in, g);
        }

        @Override
        public void miss(int i) {
          unread++;
          standing.forget(i);
        }
      };

  private void see(int i, long address, ByteBuffer in, int g) {
    int status = in.getInt(g + at.status()) & Status.MASK;
    if (Status.isDead(status)) {
      standing.waitsNot(i);
      return;
    }
    if (!Status.exists(status) || in.getLong(g + G.SELF) != address) {
      unread++;
      standing.forget(i);
      return;
    }
    count++;
    boolean waits = status == Status.WAITING || status == Status.LEAKED;
    int reason = waits ? in.get(g + at.waitReason()) & 0xff : 0;
    if (reason == 0) {
      statuses[status]++;
    } else {
      reasons[reason]++;
    }
    if (locks[reason] == Lock.NONE) {
      standing.waitsNot(i);
    } else {
      standing.waits(i, locks[reason], Stand.of(in, g, at));
    }
  }

  private Map<String, Integer> states() {
    var states = new HashMap<String, Integer>();
    for (int i = 0; i < REASONS; i++) {
      if (reasons[i] > 0) {
        states.merge(words.of(i), reasons[i], Integer::sum);
      }
    }
    for (int i = 0; i < STATUSES; i++) {
      if (statuses[i] > 0) {
        states.merge(Status.word(i), statuses[i], Integer::sum);
      }
    }
    return states;
  }
}
