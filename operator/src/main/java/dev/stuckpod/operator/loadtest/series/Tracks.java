package dev.stuckpod.operator.loadtest.series;

import dev.stuckpod.operator.exposition.Sample;
import dev.stuckpod.operator.room.Room;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a pod's series by their ids, without an object for the question. */
final class Tracks {

  /** Of one pod. */
  static final int MOST = 2_000;

  private static final int SLOTS = 4096; // a power of two, twice the most

  private final Room room;
  private final List<Track> all = new ArrayList<>();
  private int rings;
  private @Nullable Track[] slots = new @Nullable Track[64];

  Tracks(Room room) {
    this.room = room;
  }

  List<Track> all() {
    return all;
  }

  @Nullable Track find(long id) {
    return slots[slot(id)];
  }

  /** Finds a sample's, or makes one; null where there is no room. */
  @Nullable Track of(Sample sample) {
    long id = sample.id();
    int slot = slot(id);
    Track known = slots[slot];
    if (known != null) {
      return known;
    }
    if (all.size() == MOST) {
      return null;
    }
    String text = sample.text();
    if (!room.takeSeries(bytes(text))) {
      return null;
    }
    var track = new Track(id, text, sample.kind());
    all.add(track);
    if (2 * all.size() > slots.length) {
      index(Math.min(SLOTS, 2 * slots.length));
    } else {
      slots[slot] = track;
    }
    return track;
  }

  /** Keeps a track's last value in its ring, from when on it lives. */
  void remember(Track track, int scrape) {
    double[] ring = track.ring();
    if (ring == null && track.still() == 0 && track.activeOf(1) == 1 && room.takeRing()) {
      rings++;
      ring = new double[Track.REMEMBERED];
      Arrays.fill(ring, Double.NaN);
      track.keep(ring);
    }
    if (ring != null) {
      ring[Math.floorMod(scrape, ring.length)] = track.value();
    }
  }

  /** It was not on the page: what stands in its ring from 64 scrapes ago is not what it is now. */
  static void miss(Track track, int scrape) {
    double[] ring = track.ring();
    if (ring != null) {
      ring[Math.floorMod(scrape, ring.length)] = Double.NaN;
    }
  }

  /** Makes room for others where there is none left. */
  void sweep() {
    if (all.size() == MOST && all.stream().anyMatch(Track::missing)) {
      drop(all.stream().filter(Track::missing).toList());
    }
  }

  /** Forgets all. */
  void clear() {
    room.give(all.size(), rings, bytes(all));
    all.clear();
    rings = 0;
    slots = new @Nullable Track[64];
  }

  private void drop(List<Track> gone) {
    int ringsGone = (int) gone.stream().filter(track -> track.ring() != null).count();
    room.give(gone.size(), ringsGone, bytes(gone));
    rings -= ringsGone;
    all.removeAll(new HashSet<>(gone));
    index(SLOTS);
  }

  private static int bytes(List<Track> tracks) {
    return tracks.stream().mapToInt(track -> bytes(track.text())).sum();
  }

  /** As many as a text takes at most. */
  private static int bytes(String text) {
    return 2 * text.length();
  }

  private void index(int size) {
    slots = new @Nullable Track[size];
    for (Track track : all) {
      slots[slot(track.id())] = track;
    }
  }

  private int slot(long id) {
    int mask = slots.length - 1;
    int at = (int) (id ^ (id >>> 32)) & mask;
    while (slots[at] != null && slots[at].id() != id) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
