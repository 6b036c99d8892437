package dev.stuckpod.sidecar.glancing;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was begun and not in use: who looks takes it and puts it back. Of two processes at most, and
 * for a while only, which is longer where there was a longer time between the last two glances;
 * then its files are closed and its memory is free.
 */
final class Gazes {

  /** Of a pod's containers more than one is rarely of interest at once. */
  private static final int MOST = 2;

  /** Who goes on asking may be late, or miss a turn. */
  private static final int PAUSES = 3;

  /** Of so many it is known how often they are glanced at, for some hundred bytes each. */
  private static final int RHYTHMS = 16;

  private final long least;
  private final long most;
  private final LongSupplier clock;
  private final SequencedMap<Key, Resting> resting = new LinkedHashMap<>();
  private final Map<Key, Rhythm> rhythms = Recent.used(RHYTHMS);
  private @Nullable Thread forgetting;

  /**
   * Keeps nothing yet.
   *
   * @param least for so long what nobody takes is kept at least
   * @param most and at most, however seldom it is asked for
   * @param clock in nanoseconds, the same by which glances are made
   */
  Gazes(Duration least, Duration most, LongSupplier clock) {
    this.least = least.toNanos();
    this.most = most.toNanos();
    this.clock = clock;
  }

  /**
   * Which process it is of.
   *
   * @param program what it runs; a process may come to run another
   */
  record Key(GlanceRequest request, Optional<String> program) {}

  /**
   * What is kept of a process.
   *
   * @param last what was seen last
   */
  record Kept(Gaze gaze, Glance last) {}

  private record Resting(Kept kept, long until) {}

  /**
   * How often one is glanced at. It is known when all else of it is forgotten: else who is glanced
   * at more seldom than things are kept would be new at each glance.
   *
   * @param at when the last glance was
   * @param kept for how long it is kept after that
   */
  private record Rhythm(long at, long kept) {}

  /** Takes what was kept; whoever takes it has it alone. */
  synchronized Optional<Kept> take(Key key) {
    return Optional.ofNullable(resting.remove(key)).map(Resting::kept);
  }

  /** Keeps it; of too many the one that was kept first gives way. */
  synchronized void keep(Key key, Kept kept) {
    Rhythm rhythm = next(rhythms.get(key), kept.last().atNanos());
    rhythms.put(key, rhythm);
    Resting other = resting.put(key, new Resting(kept, clock.getAsLong() + rhythm.kept()));
    if (other != null) {
      close(other.kept().gaze());
    }
    while (resting.size() > MOST) {
      close(resting.pollFirstEntry().getValue().kept().gaze());
    }
    if (forgetting == null) {
      forgetting = Thread.ofVirtual().name("forget").start(this::forgetInTime);
    }
  }

  /** What was seen is told once more now and then, without another glance. */
  private Rhythm next(@Nullable Rhythm before, long at) {
    if (before == null) {
      return new Rhythm(at, least);
    }
    return before.at() == at
        ? before
        : new Rhythm(at, Math.clamp(PAUSES * (at - before.at()), least, most));
  }

  private void forgetInTime() {
    try {
      for (boolean more = true; more; ) {
        Thread.sleep(Duration.ofNanos(least / 4));
        more = forgetOld();
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether there is anything left to be forgotten. */
  synchronized boolean forgetOld() {
    long now = clock.getAsLong();
    resting.values().removeIf(one -> closed(one, now));
    if (resting.isEmpty()) {
      forgetting = null;
      return false;
    }
    return true;
  }

  private static boolean closed(Resting one, long now) {
    if (now - one.until() < 0) {
      return false;
    }
    close(one.kept().gaze());
    return true;
  }

  private static void close(Gaze gaze) {
    try {
      gaze.close();
    } catch (IOException _) {
      // only read from: nothing is lost
    }
  }
}
