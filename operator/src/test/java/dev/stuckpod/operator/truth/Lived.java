package dev.stuckpod.operator.truth;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.readings.AsOf;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.Ticks;
import dev.stuckpod.operator.rules.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operator's own evaluation, made at one time after the other as it would have been then. */
final class Lived {

  private final Source source;
  private final List<Life> lives;
  private final Present present = new Present();

  /**
   * Knows who lived.
   *
   * @param source of what was, at each time
   */
  Lived(Source source, List<Life> lives) {
    this.source = source;
    this.lives = lives;
  }

  /** Who was called stuck for long enough by each of some ways alone, by their names. */
  Map<String, List<Sighting>> over(List<Way> ways, Duration hold, Ticks ticks) {
    List<Alone> judges = ways.stream().map(way -> new Alone(way, hold)).toList();
    for (int i = 0; i < ticks.count(); i++) {
      Instant now = ticks.at(i);
      present.now = now;
      List<PodFacts> there =
          lives.stream().filter(life -> life.isThere(now)).map(l -> Bed.facts(l, now)).toList();
      judges.forEach(judge -> judge.look(there, now));
    }
    var seen = new LinkedHashMap<String, List<Sighting>>();
    judges.forEach(judge -> seen.put(judge.criteria.ways().getFirst().name(), judge.seen));
    return seen;
  }

  private DirectScrape tried(String ip) {
    return lives.stream()
        .filter(life -> life.ip().equals(ip))
        .findFirst()
        .orElseThrow()
        .tried(present.now);
  }

  /** Who was called stuck when. */
  record Sighting(String pod, Instant at) {}

  /** One way, and what is remembered of it. */
  private final class Alone {
    private final Criteria criteria;
    private final JudgingMemory memory = new JudgingMemory();
    private final Evaluation evaluation = new Evaluation((_, ip) -> tried(ip), present);
    private final List<Sighting> seen = new ArrayList<>();

    Alone(Way way, Duration hold) {
      criteria = new Criteria(List.of(way), "", hold);
    }

    void look(List<PodFacts> there, Instant now) {
      var result =
          evaluation.evaluate(
              criteria, new AsOf(source, now), Life.NAMESPACE, there, memory, Set.of());
      if (!result.failures().isEmpty()) {
        throw new AssertionError(result.failures());
      }
      memory
          .note(result, criteria, now)
          .due()
          .forEach(
              one -> {
                seen.add(new Sighting(one.pod().name(), now));
                memory.settle(one.pod().uid(), true);
              });
    }
  }
}
