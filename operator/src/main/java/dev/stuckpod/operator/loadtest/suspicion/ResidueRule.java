package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.series.Origin;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.loadtest.series.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Suspects a pod whose held work neither falls nor moves after the load's end: most of the gauges
 * that rose with it stand, bit by bit. One of two may well be a pool's, which keeps its workers.
 *
 * <p>Against what? A sibling on which they fell, or the calm before, in which they were low: then
 * it is suspected as soon as they have stood for long enough. Where there is neither, nobody knows
 * where they belong, as servers keep pools and caches; then it is suspected when {@code settle} is
 * over, and it is for the dump to say. Of a pod that nobody had read by the load's end, as where
 * another operator took over, nothing is known: it is not seen.
 */
public final class ResidueRule {

  private static final Duration LEAST = Duration.ofSeconds(15);
  private static final int SCRAPES = 3;

  private ResidueRule() {}

  /**
   * Judges a pod after the load's end.
   *
   * @param all pods of the window
   * @param ended when the load did
   * @param settle for how long work may take to go
   * @param interval in which pods are scraped
   */
  public static Thought judge(
      Watched watched,
      List<Watched> all,
      Instant ended,
      Duration settle,
      Duration interval,
      Instant now) {
    PodFacts pod = watched.pod();
    PodSeries series = watched.series();
    if (!pod.running() || pod.containerID() == null) {
      return Thought.clear(Why.NotRunning, "Container %s does not run.".formatted(pod.container()));
    }
    if (series == null || series.scrapes() == 0) {
      return Thought.clear(Why.NothingRead, "No scrape of it was answered.");
    }
    if (series.longestGap(SCRAPES, now).compareTo(interval.multipliedBy(SCRAPES)) > 0) {
      return Thought.clear(Why.NotCovered, "Scrapes of it are missing.");
    }
    boolean younger = pod.startedAt().isAfter(ended); // and has nothing of it
    if (!series.underLoad() && !younger) {
      return Thought.clear(
          Why.LoadNotSeen, "It was not scraped while the load ran: what it holds is not known.");
    }
    Duration stand = stand(settle, interval);
    if (now.isBefore(ended.plus(stand))) {
      return Thought.clear(Why.Learning, "The load has only just ended.");
    }
    List<Track> rose = series.all().stream().filter(HeldWork::rose).toList();
    if (rose.isEmpty()) {
      boolean lived =
          series.all().stream()
              .anyMatch(one -> one.origin() == Origin.App && one.lastActive() > Long.MIN_VALUE);
      return Thought.clear(
          lived ? Why.NothingHeld : Why.NothingLively, "No gauge of it rose with the load.");
    }
    var held = new ArrayList<Track>();
    for (Track track : rose) {
      if (!HeldWork.fell(track) && track.lastActive() <= now.minus(stand).toEpochMilli()) {
        held.add(track);
      }
    }
    if (2 * held.size() <= rose.size()) {
      return Thought.clear(
          Why.WorkFalls,
          "%d of %d gauges that rose with the load stand where they were."
              .formatted(held.size(), rose.size()));
    }
    Optional<String> against = against(watched, held, all);
    if (against.isEmpty() && now.isBefore(ended.plus(settle))) {
      return Thought.clear(
          Why.Learning, "Its work stands, and there is nothing to compare it with.");
    }
    long since = held.stream().mapToLong(Track::lastActive).max().orElseThrow();
    String message =
        "%s after the load's end %d of %d gauges that rose with it neither fall nor move, %s among them%s."
            .formatted(
                Durations.format(Duration.ofSeconds(Duration.between(ended, now).toSeconds())),
                held.size(),
                rose.size(),
                Shown.name(held.getFirst()),
                against.orElse("; there is nothing to compare them with"));
    return new Thought.Suspect(
        new Suspicion.Residue(
            Instant.ofEpochMilli(since),
            message,
            held.stream().limit(8).map(track -> Shown.held(track, now)).toList()));
  }

  /** For how long they must stand: half of the time that they have to go, 15 s at most. */
  private static Duration stand(Duration settle, Duration interval) {
    Duration half = settle.dividedBy(2);
    Duration most = half.compareTo(LEAST) < 0 ? half : LEAST;
    Duration few = interval.multipliedBy(SCRAPES);
    return most.compareTo(few) < 0 ? few : most;
  }

  private static Optional<String> against(Watched watched, List<Track> held, List<Watched> all) {
    Optional<String> sibling =
        watched.siblings(all).stream()
            .filter(other -> other.series() != null && held.stream().anyMatch(t -> fell(other, t)))
            .map(other -> ", while they fell on pod " + other.pod().name())
            .sorted()
            .findFirst();
    return sibling.or(
        () ->
            held.stream().anyMatch(track -> track.levels().calmKnown())
                ? Optional.of(", though they were low before it")
                : Optional.empty());
  }

  private static boolean fell(Watched sibling, Track track) {
    PodSeries series = sibling.series();
    return series != null
        && series.find(track).filter(HeldWork::rose).filter(HeldWork::fell).isPresent();
  }
}
