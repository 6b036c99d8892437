package dev.stuckpod.operator.decide;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Decision.Progressing;
import dev.stuckpod.operator.decide.Decision.Stuck;
import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.glance.Glance;
import dev.stuckpod.operator.glance.LockGroup;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.glance.Sight;
import dev.stuckpod.operator.glance.Sort;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges by a lockWait rule. That somebody waits is nothing: it is the same ones who wait and have
 * not run, as the sidecar remembers from glance to glance.
 */
final class LockWaitRule {

  /** So many glances may be missed. */
  private static final int MISSED = 3;

  private final Rule.LockWait rule;
  private final Instant now;

  /**
   * Judges at a time.
   *
   * @param now of the operator's clock, as are the times of glances
   */
  LockWaitRule(Rule.LockWait rule, Instant now) {
    this.rule = rule;
    this.now = now;
  }

  Decision decide(@Nullable Sight sight) {
    return unseen(sight)
        .<Decision>map(why -> why)
        .orElseGet(() -> sight instanceof Sight.Seen seen ? byGlance(seen) : notGlanced());
  }

  /** Holds both clauses against what was seen. */
  List<Clause> clauses(@Nullable Sight sight) {
    String threshold = "every %s".formatted(Durations.format(rule.every()));
    Optional<Unknown> unseen = unseen(sight);
    if (unseen.isPresent() || !(sight instanceof Sight.Seen seen)) {
      Unknown why = unseen.orElseGet(LockWaitRule::notGlanced);
      return List.of(Clause.fails("glance", "sidecar", why.reason().name(), threshold, why));
    }
    String ago = "%s ago".formatted(age(seen.last().at()));
    var all = new ArrayList<Clause>();
    all.add(
        Clause.holds(
            "glance", "sidecar", ago, threshold, "The last glance was %s.".formatted(ago)));
    Decision decision = byGlance(seen);
    String least = "at least %d for %s".formatted(rule.atLeast(), longerThan());
    String value = "%d".formatted(standing(seen.last()));
    all.add(
        decision instanceof Stuck stuck
            ? Clause.holds("locks", "locks", value, least, stuck.message())
            : Clause.fails("locks", "locks", value, least, decision));
    return List.copyOf(all);
  }

  private Optional<Unknown> unseen(@Nullable Sight sight) {
    return switch (sight) {
      case null -> Optional.of(notGlanced());
      case Sight.Unseen(String why) -> Optional.of(new Unknown(Reason.NoGlance, why));
      case Sight.NotYet(Duration pace) ->
          Optional.of(
              new Unknown(
                  Reason.WindowNotCovered,
                  "No glance of it was made yet: each pod has its turn within %s."
                      .formatted(Durations.format(pace))));
      case Sight.Seen(Instant _, Glance last, Duration pace, Set<LockState> _) -> late(last, pace);
    };
  }

  private static Unknown notGlanced() {
    return new Unknown(
        Reason.NoGlance,
        "There is no glance of it: it is made of running pods that have been ready, and is not"
            + " recorded.");
  }

  private Optional<Unknown> late(Glance last, Duration pace) {
    Duration most = rule.every().multipliedBy(MISSED);
    if (!last.at().plus(most).isBefore(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new Unknown(
            Reason.GlanceLate,
            "The last glance of it was %s ago, and one is to be made every %s: the operator gets round to each pod every %s."
                .formatted(
                    age(last.at()), Durations.format(rule.every()), Durations.format(pace))));
  }

  private Decision byGlance(Sight.Seen seen) {
    Glance last = seen.last();
    int standing = standing(last);
    if (standing >= rule.atLeast()) {
      return seen.moved() == null ? notComparedYet() : stuck(last, seen.moved(), standing);
    }
    if (last.sort() == Sort.Threads) {
      return new Unknown(
          Reason.LocksNotTold,
          "It has no goroutines, and of threads a glance tells only that they rest, not that they"
              + " wait for a lock: use a threads rule, or scrapeHang.");
    }
    if (last.of(LockState.Semaphore).standing(rule.longerThan()) > 0) {
      return new Unknown(
          Reason.LocksNotTold,
          "It was built by a Go before 1.20, which does not tell a lock from a WaitGroup:"
              + " goroutines wait for one or the other.");
    }
    if (last.unwatched() > 0) {
      return new Unknown(Reason.NotAllWatched, last.gap().orElseThrow());
    }
    if (isOfTheFirstAlone(last)) {
      return new Unknown(
          Reason.NoGlance,
          "Its sidecar is too old to tell how many goroutines have not run, only that one has not:"
              + " restart the pod to give it a new one, or ask for atLeast: 1.");
    }
    return last.at().isBefore(seen.since().plus(rule.longerThan()))
        ? new Unknown(
            Reason.WindowNotCovered,
            "Its sidecar remembers glances of %s: of %s it can be judged."
                .formatted(
                    Durations.format(whole(Duration.between(seen.since(), last.at()))),
                    longerThan()))
        : moves(last, standing);
  }

  private Decision moves(Glance last, int standing) {
    int some = locks(last).stream().mapToInt(LockGroup::notRun).sum();
    return new Progressing(
        Reason.LocksMove,
        some == 0
            ? "Nobody waits for a lock without having run since the glance before."
            : "%d goroutines wait for locks and have not run since the glance before, %d of them for %s: from %d on it counts."
                .formatted(some, standing, longerThan(), rule.atLeast()));
  }

  /** Somebody stands for long enough, but how many do is not told. */
  private boolean isOfTheFirstAlone(Glance last) {
    return locks(last).stream()
        .anyMatch(group -> group.older() == null && group.standing(rule.longerThan()) > 0);
  }

  private Unknown notComparedYet() {
    return new Unknown(
        Reason.WindowNotCovered,
        "It was glanced at once: whether those who wait are a queue that moves is told by the next"
            + " glance.");
  }

  /** In a queue that moves everybody may wait for long: what stands is one whose first stands. */
  private Decision stuck(Glance last, Set<LockState> moved, int standing) {
    List<LockGroup> groups =
        locks(last).stream()
            .filter(group -> !moved.contains(group.state()))
            .filter(group -> group.standing(rule.longerThan()) > 0)
            .toList();
    if (groups.stream().mapToInt(group -> group.standing(rule.longerThan())).sum()
        < rule.atLeast()) {
      return new Progressing(
          Reason.LocksMove,
          "%d goroutines wait for locks and have not run for %s, but whoever waited for the longest has gone on since the glance before: it is a queue that moves."
              .formatted(standing, longerThan()));
    }
    List<Evidence> evidence = groups.stream().map(this::evidence).toList();
    return new Stuck(
        Reason.LockWait,
        evidence.stream().map(Evidence::message).collect(Collectors.joining(" ")),
        evidence);
  }

  private Evidence evidence(LockGroup group) {
    int standing = group.standing(rule.longerThan());
    return new Evidence(
        "locks",
        group.state().name().toLowerCase(Locale.ROOT),
        Integer.toString(standing),
        "%d %s and have not run for %s; the first has not for %s."
            .formatted(
                standing,
                group.state().words(),
                longerThan(),
                Durations.format(whole(group.longest()))));
  }

  private int standing(Glance last) {
    return locks(last).stream().mapToInt(group -> group.standing(rule.longerThan())).sum();
  }

  private static List<LockGroup> locks(Glance last) {
    return last.groups().stream()
        .filter(group -> LockState.LOCKS.contains(group.state()))
        .sorted(Comparator.comparing(LockGroup::state))
        .toList();
  }

  private String longerThan() {
    return Durations.format(rule.longerThan());
  }

  private String age(Instant at) {
    return Durations.format(whole(Duration.between(at, now)));
  }

  private static Duration whole(Duration time) {
    return Duration.ofSeconds(Math.max(0, time.toSeconds()));
  }
}
