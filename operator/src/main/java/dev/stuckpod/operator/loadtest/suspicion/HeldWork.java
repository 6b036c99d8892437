package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.operator.exposition.Kind;
import dev.stuckpod.operator.loadtest.series.Origin;
import dev.stuckpod.operator.loadtest.series.Track;
import java.util.List;

/** Which gauges tell of work that is held: sessions, requests, jobs, whoever serves them. */
final class HeldWork {

  /** Of what rose, the part that is left where work has gone. */
  private static final double GONE = 0.2;

  /** Endings of what rises with a load and stays where it was without holding any work. */
  private static final List<String> OTHERS =
      List.of(
          "_bytes",
          "_seconds",
          "_milliseconds",
          "_ratio",
          "_percent",
          "_timestamp",
          "_max",
          "_min",
          "_peak",
          "_limit",
          "_capacity");

  private HeldWork() {}

  /** Whether it is such a gauge, and rose with the load. */
  static boolean rose(Track track) {
    String name = Shown.bareName(track);
    return track.present()
        && track.kind() == Kind.Gauge
        && track.origin() == Origin.App
        && track.levels().rose()
        && track.lastActive() > Long.MIN_VALUE
        && OTHERS.stream().noneMatch(name::endsWith);
  }

  /** Whether it has come down again. */
  static boolean fell(Track track) {
    return track.levels().left() < GONE;
  }
}
