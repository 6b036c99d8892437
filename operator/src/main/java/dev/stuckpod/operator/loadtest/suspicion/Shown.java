package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Evidence;
import dev.stuckpod.operator.decide.Numbers;
import dev.stuckpod.operator.exposition.Kind;
import dev.stuckpod.operator.loadtest.series.Levels;
import dev.stuckpod.operator.loadtest.series.Track;
import dev.stuckpod.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** How series are shown: as an app has written them, so they are made fit. */
final class Shown {

  /** Characters of a series. */
  private static final int LONGEST = 200;

  /** Series that are named. */
  private static final int MOST = 8;

  private Shown() {}

  static String name(Track track) {
    return OneLine.of(track.text()).within(LONGEST).text();
  }

  static String bareName(Track track) {
    String text = track.text();
    int brace = text.indexOf('{');
    return brace < 0 ? text : text.substring(0, brace);
  }

  /** Counters first: they say what is not done any more. */
  static List<Evidence> stopped(List<Track> tracks, int learned, Instant now) {
    return tracks.stream()
        .sorted(Comparator.comparing(Track::kind).thenComparing(Track::text))
        .limit(MOST)
        .map(track -> stopped(track, learned, now))
        .toList();
  }

  private static Evidence stopped(Track track, int learned, Instant now) {
    String value = Numbers.format(track.value());
    String name = name(track);
    return new Evidence(
        track.kind() == Kind.Counter ? "counters" : "frozen",
        name,
        value,
        "%s has stood at %s for %s; in %d of %d scrapes before it moved."
            .formatted(name, value, stood(track, now), track.activeOf(learned), learned));
  }

  static Evidence held(Track track, Instant now) {
    String value = Numbers.format(track.value());
    String name = name(track);
    return new Evidence(
        "residue",
        name,
        value,
        "%s has stood at %s for %s; %s."
            .formatted(name, value, stood(track, now), compared(track.levels())));
  }

  private static String compared(Levels levels) {
    return levels.calmKnown()
        ? "it is %s without load".formatted(Numbers.format(levels.base()))
        : "it had reached %s".formatted(Numbers.format(levels.peak()));
  }

  private static String stood(Track track, Instant now) {
    long seconds = Math.max(0, (now.toEpochMilli() - track.lastActive()) / 1000);
    return Durations.format(Duration.ofSeconds(seconds));
  }
}
