package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.operator.loadtest.series.Track;
import java.util.Comparator;
import java.util.List;

/** Which of the series that have stopped did so together. */
final class Together {

  /**
   * Scrapes: a loop that refreshes gauges may come once more after what it measures has stopped.
   */
  static final int APART = 2;

  private final List<Track> stopped;

  Together(List<Track> stopped) {
    this.stopped = stopped.stream().sorted(Comparator.comparingInt(Track::still)).toList();
  }

  /** The largest group; of equal ones that which stopped last. */
  List<Track> largest() {
    List<Track> largest = List.of();
    int to = 0;
    for (int from = 0; from < stopped.size(); from++) {
      while (to < stopped.size() && stopped.get(to).still() - stopped.get(from).still() <= APART) {
        to++;
      }
      if (to - from > largest.size()) {
        largest = stopped.subList(from, to);
      }
    }
    return largest;
  }
}
