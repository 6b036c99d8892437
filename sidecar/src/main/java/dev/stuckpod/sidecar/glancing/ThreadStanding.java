package dev.stuckpod.sidecar.glancing;

import dev.stuckpod.proc.ThreadRuns.Run;
import dev.stuckpod.protocol.Glance.Threads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Remembers since when each thread of a process has neither run nor switched, and whether it ever
 * has. As many as one look reads.
 */
final class ThreadStanding {

  /** Looking at the clock takes some hundredths of this. */
  private static final long SHORTLY = TimeUnit.MILLISECONDS.toNanos(1);

  private final Map<Integer, Stand> stands = new HashMap<>();
  private int look;
  private long before;
  private long now;
  private int read;
  private int still;
  private int dozing;
  private int stopped;
  private long stillSince;
  private long stoppedSince;

  /** One thread. */
  private static final class Stand {
    private Run run;
    private int look;

    /** When it was first seen as it is. */
    private long since;

    /** When it was last seen to have run, other than to look at the clock. */
    private long awake;

    private boolean hasRun;

    Stand(Run run, long now, int look) {
      this.run = run;
      this.since = now;
      this.awake = now;
      this.look = look;
    }
  }

  /** Begins a look at a moment, in nanoseconds. */
  void begin(long now) {
    before = this.now;
    this.now = now;
    look++;
    read = 0;
    still = 0;
    dozing = 0;
    stopped = 0;
    stillSince = now;
    stoppedSince = now;
  }

  /** Sees one thread, by its number, once in a look. */
  void see(int thread, Run run) {
    read++;
    Stand stand = stands.get(thread);
    if (stand == null) {
      stands.put(thread, new Stand(run, now, look));
      return;
    }
    stand.look = look;
    if (stand.run.equals(run)) {
      still++;
      stillSince = Math.min(stillSince, stand.since);
    } else {
      boolean dozes = dozes(stand.run, run);
      stand.run = run;
      stand.since = now;
      if (!dozes) {
        stand.awake = now;
        stand.hasRun = true;
        return;
      }
      dozing++;
    }
    if (stand.hasRun) {
      stopped++;
      stoppedSince = Math.min(stoppedSince, stand.awake);
    }
  }

  /**
   * Ends a look and tells what was seen; those that were not are forgotten.
   *
   * @param all how many threads there are
   */
  Threads end(int all) {
    stands.values().removeIf(stand -> stand.look != look);
    return new Threads(
        all, all - read, still, now - stillSince, dozing, stopped, now - stoppedSince);
  }

  /** Whether it has woken once a second at most, and run for next to nothing. */
  private boolean dozes(Run earlier, Run later) {
    long times = later.switches() - earlier.switches();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - before) + 1;
    return times <= seconds && later.ran() - earlier.ran() <= times * SHORTLY;
  }
}
