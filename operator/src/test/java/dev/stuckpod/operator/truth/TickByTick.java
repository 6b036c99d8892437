package dev.stuckpod.operator.truth;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges pods at one time after the other, as it was recorded: first in short, then in full. */
final class TickByTick {

  private final Source source;
  private final Duration hold;

  /** Since when each was called stuck at every tick. */
  private final Map<String, Instant> since = new HashMap<>();

  TickByTick(Source source, Duration hold) {
    this.source = source;
    this.hold = hold;
  }

  /**
   * Gives the names of those that are stuck at a time by one way, and have been for long enough.
   */
  Set<String> stuck(Way way, List<Life> lives, Instant at) {
    List<PodFacts> pods =
        lives.stream()
            .filter(life -> life.isThere(at))
            .map(life -> Bed.facts(life, life.startedAt(at)))
            .toList();
    Set<String> now = new HashSet<>(names(pods));
    for (Rule rule : way.rules()) {
      now.retainAll(stuck(rule, pods, at));
    }
    since.keySet().retainAll(now);
    now.forEach(name -> since.putIfAbsent(name, at));
    var due = new HashSet<String>();
    since.forEach(
        (name, first) -> {
          if (!first.plus(hold).isAfter(at)) {
            due.add(name);
          }
        });
    return due;
  }

  private Set<String> stuck(Rule rule, List<PodFacts> pods, Instant at) {
    List<AskedPod> asked =
        pods.stream().map(p -> new AskedPod(p.name(), "app", p.startedAt())).toList();
    Source.Screening screening = source.screen(rule, Life.NAMESPACE, asked, at, Duration.ZERO);
    if (screening instanceof Source.Screening.Failed(Answer.Missing why)) {
      throw new AssertionError(why.message());
    }
    if (screening instanceof Source.Screening.Suspects(var suspects, _) && suspects.isEmpty()) {
      return Set.of();
    }
    Answer answer = source.ask(rule, Life.NAMESPACE, asked, at);
    var judge = new Judge(rule, pods, answer, Map.of(), at);
    var stuck = new HashSet<String>();
    for (PodFacts pod : pods) {
      if (judge.decide(pod) instanceof Decision.Stuck) {
        stuck.add(pod.name());
      }
    }
    return stuck;
  }

  private static List<String> names(List<PodFacts> pods) {
    var names = new ArrayList<String>();
    pods.forEach(pod -> names.add(pod.name()));
    return names;
  }
}
