package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Evidence;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.glance.Glance;
import dev.stuckpod.operator.glance.LockGroup;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.loadtest.suspicion.LockWatch.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Suspects a pod in which a lock is waited for by somebody who has not run for long. That one waits
 * is nothing, nor that the queue is long: it is the same ones who wait and do not run. While some
 * of them come to the lock it drains, and is given more time.
 */
public final class LockRule {

  /** For how long all who wait must have stood. */
  static final Duration ALL_STAND = Duration.ofSeconds(10);

  /** For how long the first must have, while others move on. */
  static final Duration SOME_MOVE = Duration.ofSeconds(20);

  /** The same where nobody knows whether it is a lock. */
  static final Duration NO_LOCK = Duration.ofSeconds(30);

  /** In so many glances the first is the same where all stand: none of them seems to run. */
  static final int ALL_LOOKS = 3;

  /** A glance that is made a little too early shows nothing. */
  private static final Duration SLACK = Duration.ofMillis(100);

  /** Glances are missed now and then. */
  private static final int MISSED = 4;

  private LockRule() {}

  /**
   * Judges a pod, also one that is being deleted: whoever waits for a lock then is stuck none the
   * less.
   *
   * @param watch what was seen of it; null where nothing was
   * @param interval in which glances are asked for
   */
  public static Thought judge(
      PodFacts pod, @Nullable LockWatch watch, Load load, Duration interval, Instant now) {
    if (!pod.running() || pod.containerID() == null) {
      return Thought.clear(Why.NotRunning, "Container %s does not run.".formatted(pod.container()));
    }
    Glance last = watch == null ? null : watch.last();
    if (watch == null || last == null || !last.containerID().equals(pod.containerID())) {
      return Thought.clear(Why.NothingRead, "No glance of it was answered.");
    }
    if (last.at().plus(interval.multipliedBy(MISSED)).isBefore(now)) {
      return Thought.clear(Why.NotCovered, "Glances of it are missing.");
    }
    if (watch.glances() < 2) {
      return Thought.clear(Why.Learning, "There was one glance only.");
    }
    Optional<Suspicion.LockWait> suspicion =
        watch.standing().values().stream()
            .flatMap(standing -> suspicion(standing, load, last.at()))
            .min(Comparator.comparing(Suspicion.LockWait::state));
    if (suspicion.isPresent()) {
      return new Thought.Suspect(suspicion.get());
    }
    if (last.unwatched() > 0) {
      return Thought.clear(Why.NotAllWatched, last.gap().orElseThrow());
    }
    boolean waits =
        watch.standing().values().stream()
            .anyMatch(one -> one.group().state() != LockState.Thread && one.group().notRun() > 0);
    return waits
        ? Thought.clear(Why.NotLongEnough, "Somebody waits for a lock, but not for long.")
        : Thought.clear(Why.NobodyWaits, "Nobody waits for a lock without having run.");
  }

  /**
   * When a glance may show, before its turn, that all who wait have stood for long enough.
   *
   * @param watch what was seen of a process
   * @return empty where nobody stands, or where that is known already
   */
  public static Optional<Instant> due(LockWatch watch) {
    Glance last = watch.last();
    return last == null
        ? Optional.empty()
        : watch.standing().values().stream()
            .filter(one -> LockState.LOCKS.contains(one.group().state()) && one.allSince() != null)
            .map(Standing::group)
            .filter(group -> group.looks() >= ALL_LOOKS - 1)
            .map(group -> ALL_STAND.minus(group.longest()))
            .filter(Duration::isPositive)
            .map(left -> last.at().plus(left).plus(SLACK))
            .min(Comparator.naturalOrder());
  }

  private static Stream<Suspicion.LockWait> suspicion(Standing standing, Load load, Instant at) {
    LockGroup group = standing.group();
    boolean suspect =
        switch (group.state()) {
          case Mutex, RWMutexRead, RWMutexWrite ->
              (standing.allSince() != null && group.stands(ALL_STAND, ALL_LOOKS))
                  || (standing.since() != null && group.stands(SOME_MOVE, LockGroup.SURE));
          case Semaphore ->
              standing.since() != null
                  && group.notRun() - LockWatch.MORE >= standing.first()
                  && group.stands(NO_LOCK, LockGroup.SURE);
          // threads rest when a load ends
          case Thread -> load.goesOn() && hasRisen(standing, at);
        };
    return suspect ? Stream.of(of(standing, group.longest(), at)) : Stream.empty();
  }

  private static boolean hasRisen(Standing standing, Instant at) {
    Instant since = standing.risenSince();
    return since != null && !at.isBefore(since.plus(ALL_STAND));
  }

  private static Suspicion.LockWait of(Standing standing, Duration longest, Instant at) {
    LockGroup group = standing.group();
    boolean thread = group.state() == LockState.Thread;
    Instant since = thread ? Objects.requireNonNull(standing.risenSince()) : at.minus(longest);
    Duration stood = Duration.ofSeconds(Duration.between(since, at).toSeconds());
    int routines = thread ? group.notRun() - standing.low() : group.notRun();
    String message =
        "%d %s%s; the first has not run for %s."
            .formatted(
                routines,
                group.state().words(),
                standing.allSince() == null ? " and have not run" : ", and none of them runs",
                Durations.format(stood));
    return new Suspicion.LockWait(
        group.state(),
        routines,
        stood,
        since,
        message,
        List.of(
            new Evidence(
                "locks",
                group.state().name().toLowerCase(Locale.ROOT),
                Integer.toString(routines),
                message)));
  }
}
