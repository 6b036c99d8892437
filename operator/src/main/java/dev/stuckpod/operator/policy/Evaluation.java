package dev.stuckpod.operator.policy;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.readings.DirectScraper;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.rules.Rule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Asks a policy's source about its pods and has it decided. */
final class Evaluation {

  private final DirectScraper scraper;
  private final Clock clock;

  Evaluation(DirectScraper scraper, Clock clock) {
    this.scraper = scraper;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param verdicts one per pod, by name
   * @param failures answers that are missing
   */
  record Result(List<Verdict> verdicts, List<Answer.Missing> failures) {}

  Result evaluate(List<Rule> rules, Source source, String namespace, List<PodFacts> pods) {
    List<AskedPod> asked =
        pods.stream()
            .filter(PodFacts::running)
            .map(pod -> new AskedPod(pod.name(), pod.container(), pod.startedAt()))
            .toList();
    var verdicts = new TreeMap<String, Verdict>();
    var failures = new ArrayList<Answer.Missing>();
    for (Rule rule : rules) {
      Answer answer = source.ask(rule, namespace, asked, null);
      if (answer instanceof Answer.Missing missing) {
        failures.add(missing);
      }
      Instant now = clock.instant();
      Map<String, DirectScrape> direct = Map.of();
      List<PodFacts> due =
          pods.stream()
              .filter(
                  pod ->
                      Judge.decide(rule, pod, pods, answer, Map.of(), now).reason()
                          == Reason.DirectScrapeDue)
              .toList();
      if (!due.isEmpty()) {
        direct = scrape(due, answer);
      }
      for (PodFacts pod : pods) {
        Decision decision = Judge.decide(rule, pod, pods, answer, direct, now);
        verdicts.merge(pod.name(), new Verdict(pod, rule.name(), decision), Verdict::or);
      }
    }
    return new Result(List.copyOf(verdicts.values()), failures);
  }

  private Map<String, DirectScrape> scrape(Collection<PodFacts> pods, Answer answer) {
    var results = new ConcurrentHashMap<String, DirectScrape>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (PodFacts pod : pods) {
        Judge.failingTarget(pod, answer)
            .ifPresent(
                target ->
                    threads.execute(
                        () ->
                            results.put(pod.name(), scraper.scrape(target.instance(), pod.ip()))));
      }
    }
    return results;
  }
}
