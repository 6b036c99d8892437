package dev.stuckpod.operator.loadtest.series;

import dev.stuckpod.operator.exposition.Kind;
import dev.stuckpod.operator.exposition.Sample;
import dev.stuckpod.operator.exposition.Sink;
import dev.stuckpod.operator.room.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one container, as far as they are remembered: another container begins with
 * nothing. A scrape is begun, its samples are taken, and it counts when it is committed; one that
 * is not has not been. For one thread.
 */
public final class PodSeries implements Sink {

  /** Pods of one window whose metrics are remembered. */
  public static final int MOST_PODS = 200;

  private final Tracks tracks;
  private final long[] times = new long[Track.REMEMBERED];
  private int scrape;
  private int committed;
  private int taken;
  private int refused;
  private int leftOut;
  private boolean underLoad;
  private @Nullable Instant resetAt;

  /** Remembers as much as there is room for. */
  public PodSeries(Room room) {
    this.tracks = new Tracks(room);
  }

  /** Begins a scrape; what was taken since the last commit is forgotten. */
  public void begin() {
    scrape++;
    taken = 0;
    refused = 0;
    tracks.sweep();
  }

  @Override
  public void take(Sample sample) {
    if (sample.kind() == Kind.Aside) {
      return;
    }
    Track track = tracks.of(sample);
    if (track == null) {
      refused++;
    } else {
      track.stage(sample.value(), scrape);
      taken++;
    }
  }

  /** The scrape has succeeded: what was taken is what the pod says at that moment. */
  public void commit(Instant at, Phase phase) {
    long now = at.toEpochMilli();
    long before = committed == 0 ? now : time(0);
    leftOut = refused;
    for (Track track : tracks.all()) {
      if (track.commit(scrape, now, before, phase)) {
        resetAt = at;
      }
      if (track.present()) {
        tracks.remember(track, committed);
      } else {
        Tracks.miss(track, committed);
      }
    }
    underLoad |= phase == Phase.Load;
    times[committed % times.length] = now;
    committed++;
  }

  /** Forgets all, and gives its room back. */
  public void clear() {
    tracks.clear();
    committed = 0;
    taken = 0;
    leftOut = 0;
    underLoad = false;
    resetAt = null;
  }

  /** All series, those that are not on the last page too. */
  public List<Track> all() {
    return tracks.all();
  }

  /** Finds the same series of another pod. */
  public Optional<Track> find(Track other) {
    return Optional.ofNullable(tracks.find(other.id()));
  }

  /** Scrapes that have succeeded. */
  public int scrapes() {
    return committed;
  }

  /** Whether one was made while the load ran: without it nothing is known to have risen with it. */
  public boolean underLoad() {
    return underLoad;
  }

  /** Whether the last page said anything that is remembered. */
  public boolean saysNothing() {
    return taken == 0;
  }

  /** Samples of the last page that there was no room for. */
  public int leftOut() {
    return leftOut;
  }

  /** When a counter last began anew; empty if none has. */
  public Optional<Instant> resetAt() {
    return Optional.ofNullable(resetAt);
  }

  /** When the last scrape was. */
  public Optional<Instant> last() {
    return committed == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time(0)));
  }

  /** When the scrape was, so many before the last one; of no more than are remembered. */
  public Instant ago(int scrapes) {
    int known = Math.min(committed, times.length) - 1;
    return Instant.ofEpochMilli(time(Math.clamp(scrapes, 0, Math.max(0, known))));
  }

  /** The longest time without a scrape, among so many of the last and until now. */
  public Duration longestGap(int scrapes, Instant now) {
    int known = Math.min(Math.min(scrapes, committed), times.length);
    long longest = known == 0 ? Long.MAX_VALUE / 2 : now.toEpochMilli() - time(0);
    for (int i = 0; i + 1 < known; i++) {
      longest = Math.max(longest, time(i) - time(i + 1));
    }
    return Duration.ofMillis(longest);
  }

  /**
   * The last values of a series that has lived, the oldest first; NaN where it was not on the page.
   * Empty where they are not kept.
   */
  public double[] values(Track track) {
    double[] ring = track.ring();
    if (ring == null) {
      return new double[0];
    }
    int known = Math.min(committed, ring.length);
    double[] values = new double[known];
    Arrays.setAll(values, i -> ring[(committed - known + i) % ring.length]);
    return values;
  }

  private long time(int ago) {
    return times[(committed - 1 - ago) % times.length];
  }
}
