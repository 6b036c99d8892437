package dev.stuckpod.sidecar.memory;

import dev.stuckpod.goroutines.reach.Unreached;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a process a few times after a dump. Whoever has run is struck from the file, so that the
 * one byte in which the runtime counts runs cannot come round unseen. It ends by itself after ten
 * minutes, the longest interval between two samples.
 */
final class Watch {

  /** Uneven, so that no ticker of the app keeps in step with them; each about twice the last. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(230),
          Duration.ofMillis(510),
          Duration.ofMillis(970),
          Duration.ofMillis(1_900),
          Duration.ofMillis(3_700),
          Duration.ofMillis(7_100),
          Duration.ofMillis(14_300),
          Duration.ofMillis(28_700),
          Duration.ofMillis(58_100),
          Duration.ofMillis(115_300),
          Duration.ofMillis(211_700),
          Duration.ofMillis(211_900));

  private final Path sightings;
  private final @Nullable String series;
  private final Queue<Duration> pauses = new ArrayDeque<>(PAUSES);
  private @Nullable Unreached unreached;
  private @Nullable Thread thread;

  /** Looks once; tells whether to look again. */
  interface Glance {
    boolean look(Watch watch) throws IOException;
  }

  private Watch(Path sightings, @Nullable String series) {
    this.sightings = sightings;
    this.series = series;
  }

  /** Begins to look; every look is asked of the glance, on a thread of its own. */
  static Watch start(Path sightings, @Nullable String series, Glance glance) {
    Watch watch = new Watch(sightings, series);
    watch.thread = Thread.ofVirtual().name("watch").start(() -> watch.run(glance));
    return watch;
  }

  private void run(Glance glance) {
    try {
      do {
        Thread.sleep(pauses.remove());
      } while (glance.look(this));
    } catch (InterruptedException | IOException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was seen of each goroutine, and has not run since. */
  Path sightings() {
    return sightings;
  }

  /** What the dump belongs to. */
  @Nullable String series() {
    return series;
  }

  /** Notes whom a search after the dump did not reach. */
  void found(@Nullable Unreached nobody) {
    unreached = nobody;
  }

  /** Whom a search after the dump did not reach; null where there was none. */
  @Nullable Unreached unreached() {
    return unreached;
  }

  /** Tells whether this is the first look. */
  boolean isFirst() {
    return pauses.size() == PAUSES.size() - 1;
  }

  /** Tells whether there is a pause left before another look. */
  boolean hasMore() {
    return !pauses.isEmpty();
  }

  /** Looks no more. Not while a look is under way: its files would be closed under it. */
  void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
