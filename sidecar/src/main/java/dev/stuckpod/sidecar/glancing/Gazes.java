package dev.stuckpod.sidecar.glancing;

import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was begun and not in use: who looks takes it and puts it back. Of two processes at most, and
 * for a while only; then its files are closed and its memory is free.
 */
final class Gazes {

  /** Of a pod's containers more than one is rarely of interest at once. */
  private static final int MOST = 2;

  private final long remembered;
  private final Map<Key, Resting> resting = new LinkedHashMap<>();
  private @Nullable Thread forgetting;

  /**
   * Keeps nothing yet.
   *
   * @param remembered for how long what nobody takes is kept
   */
  Gazes(Duration remembered) {
    this.remembered = remembered.toNanos();
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

  private record Resting(Kept kept, long since) {}

  /** Takes what was kept; whoever takes it has it alone. */
  synchronized Optional<Kept> take(Key key) {
    return Optional.ofNullable(resting.remove(key)).map(Resting::kept);
  }

  /** Keeps it; of too many the one that was kept first gives way. */
  synchronized void keep(Key key, Kept kept) {
    Resting other = resting.put(key, new Resting(kept, System.nanoTime()));
    if (other != null) {
      close(other.kept().gaze());
    }
    forget(resting.size() - MOST);
    if (forgetting == null) {
      forgetting = Thread.ofVirtual().name("forget").start(this::forgetInTime);
    }
  }

  private void forgetInTime() {
    try {
      for (boolean more = true; more; ) {
        Thread.sleep(Duration.ofNanos(remembered / 4));
        more = forgetOld();
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether there is anything left to be forgotten. */
  private synchronized boolean forgetOld() {
    long now = System.nanoTime();
    forget((int) resting.values().stream().filter(r -> now - r.since() >= remembered).count());
    if (resting.isEmpty()) {
      forgetting = null;
      return false;
    }
    return true;
  }

  /** The first are the oldest. */
  private void forget(int many) {
    Iterator<Resting> oldest = resting.values().iterator();
    for (int i = 0; i < many; i++) {
      close(oldest.next().kept().gaze());
      oldest.remove();
    }
  }

  private static void close(Gaze gaze) {
    try {
      gaze.close();
    } catch (IOException _) {
      // only read from: nothing is lost
    }
  }
}
