package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.exposition.Kind;
import dev.stuckpod.operator.loadtest.series.Origin;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.loadtest.series.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Suspects a pod of whose lively series a good part, a counter among them, have stopped within two
 * scrapes of each other while the load goes on.
 *
 * <p>That all stop is never seen: who asks for metrics makes some move by asking, and in the server
 * that this project began with pings went on. So what moves by itself counts for nothing, neither
 * when it goes on nor when it rests.
 */
public final class StillnessRule {

  /** Scrapes by which it is known that a series lived. */
  static final int LEARNED = 6;

  /** Scrapes, and so much time, for which it must have stood. */
  static final int STILL = 3;

  static final Duration LEAST = Duration.ofSeconds(8);

  /** A series that pauses now and then has stopped when it pauses for twice as long. */
  private static final int PAUSES = 12;

  /** One of so many that live. */
  private static final int GOOD_PART = 3;

  /** Scrapes are missed now and then. */
  private static final int MISSED = 3;

  private final List<Watched> siblings;
  private final Load load;
  private final Duration interval;
  private final Instant now;

  private StillnessRule(List<Watched> siblings, Load load, Duration interval, Instant now) {
    this.siblings = siblings;
    this.load = load;
    this.interval = interval;
    this.now = now;
  }

  /**
   * Judges a pod.
   *
   * @param all pods of the window
   * @param interval in which they are scraped
   */
  public static Thought judge(
      Watched watched, List<Watched> all, Load load, Duration interval, Instant now) {
    PodSeries series = watched.series();
    return gate(watched, load)
        .orElseGet(
            () ->
                series == null || series.scrapes() == 0
                    ? Thought.clear(Why.NothingRead, "No scrape of it was answered.")
                    : new StillnessRule(watched.siblings(all), load, interval, now).judge(series));
  }

  private static Optional<Thought> gate(Watched watched, Load load) {
    PodFacts pod = watched.pod();
    if (!pod.running() || pod.containerID() == null) {
      return clear(Why.NotRunning, "Container %s does not run.".formatted(pod.container()));
    }
    if (pod.terminating()) {
      return clear(Why.Terminating, "The pod is being deleted.");
    }
    if (!pod.wasReady()) {
      return clear(Why.NeverReady, "It has not been ready since it started.");
    }
    return load.goesOn() ? Optional.empty() : clear(Why.NoLoad, "No load goes on.");
  }

  private static Optional<Thought> clear(Why why, String message) {
    return Optional.of(new Thought.Clear(why, message));
  }

  private Thought judge(PodSeries series) {
    if (series.scrapes() < LEARNED + STILL) {
      return Thought.clear(Why.Learning, "It was scraped %d times.".formatted(series.scrapes()));
    }
    if (series.longestGap(LEARNED + STILL, now).compareTo(interval.multipliedBy(MISSED)) > 0) {
      return Thought.clear(Why.NotCovered, "Scrapes of it are missing.");
    }
    if (series.resetAt().filter(at -> at.isAfter(series.ago(LEARNED + STILL))).isPresent()) {
      return Thought.clear(Why.CounterReset, "A counter has begun anew.");
    }
    var stopped = new ArrayList<Track>();
    int moving = 0;
    for (Track track : series.all()) {
      if (track.present() && track.lively(LEARNED)) {
        if (!hasStopped(track)) {
          moving += movesBySomebody(track) ? 1 : 0;
        } else if (track.origin() == Origin.App) {
          stopped.add(track);
        }
      }
    }
    return judge(series, new Together(stopped), moving);
  }

  private boolean hasStopped(Track track) {
    int needed = Math.max(STILL, 2 * track.longestPause(PAUSES));
    return track.still() >= needed && now.toEpochMilli() - track.lastActive() >= LEAST.toMillis();
  }

  private boolean movesBySomebody(Track track) {
    return track.origin() == Origin.App
        && !track.movesByItself()
        && !track.isClock(now.toEpochMilli());
  }

  private Thought judge(PodSeries series, Together stopped, int moving) {
    List<Track> group = stopped.largest();
    if (group.isEmpty()) {
      return moving == 0
          ? Thought.clear(Why.NothingLively, "No series of the app's own is lively.")
          : Thought.clear(Why.Moves, "%d lively series go on.".formatted(moving));
    }
    int lively = group.size() + moving;
    Optional<Track> counter =
        group.stream().filter(track -> track.kind() == Kind.Counter).findFirst();
    if (counter.isEmpty()) {
      return Thought.clear(Why.TooLittle, "No counter is among what has stopped.");
    }
    if (GOOD_PART * group.size() < lively) {
      return Thought.clear(
          Why.TooLittle, "%d of %d lively series have stopped.".formatted(group.size(), lively));
    }
    List<Track> risen = series.all().stream().filter(HeldWork::rose).toList();
    long fallen = risen.stream().filter(HeldWork::fell).count();
    if (fallen > 0 && 2 * fallen >= risen.size()) {
      return Thought.clear(
          Why.WorkLetGo,
          "%d of %d gauges that rose with the load have come down."
              .formatted(fallen, risen.size()));
    }
    boolean held = !risen.isEmpty();
    Optional<String> mover = mover(group);
    if (mover.isEmpty() && load == Load.Assumed && !held) {
      return Thought.clear(
          Why.LoadMayHaveEnded, "Nothing moves, on no pod, and nobody sees the load.");
    }
    if (group.size() == 1 && mover.isEmpty()) {
      return Thought.clear(Why.TooLittle, "One series alone has stopped.");
    }
    return new Thought.Suspect(suspicion(group, counter.get(), lively, mover));
  }

  private Suspicion suspicion(
      List<Track> group, Track counter, int lively, Optional<String> mover) {
    long since = group.stream().mapToLong(Track::lastActive).max().orElseThrow();
    String message =
        "%d of %d lively series stopped together, %s among them, and have stood for %s while %s."
            .formatted(
                group.size(),
                lively,
                Shown.name(counter),
                Durations.format(Duration.ofSeconds((now.toEpochMilli() - since) / 1000)),
                mover
                    .map(sibling -> "pod " + sibling + " goes on")
                    .orElse(load == Load.Running ? "the load runs" : "work is held"));
    return new Suspicion.Stillness(
        Instant.ofEpochMilli(since), message, Shown.stopped(group, LEARNED, now));
  }

  /** A sibling on which a counter that has stopped here goes on. */
  private Optional<String> mover(List<Track> group) {
    long since = group.stream().mapToLong(Track::lastActive).max().orElseThrow();
    return siblings.stream()
        .filter(sibling -> goesOn(sibling, group, since))
        .map(sibling -> sibling.pod().name())
        .sorted()
        .findFirst();
  }

  private boolean goesOn(Watched sibling, List<Track> group, long since) {
    PodSeries series = sibling.series();
    return series != null
        && group.stream()
            .filter(track -> track.kind() == Kind.Counter)
            .flatMap(track -> series.find(track).stream())
            .anyMatch(
                track ->
                    track.present()
                        && track.still() < STILL
                        && track.lastActive() > since + interval.toMillis());
  }
}
