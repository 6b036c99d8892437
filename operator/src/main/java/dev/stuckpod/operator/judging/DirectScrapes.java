package dev.stuckpod.operator.judging;

import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The operator's own scrapes of pods whose scrapes have failed often enough. */
record DirectScrapes(Scraper scraper) {

  /** Makes those that are due, all at once; by pod name. */
  Map<String, DirectScrape> of(Rule rule, List<PodFacts> pods, Answer answer, Instant now) {
    if (!(rule instanceof Rule.ScrapeHang)) {
      return Map.of();
    }
    var judge = new Judge(rule, pods, answer, Map.of(), now);
    List<PodFacts> due =
        pods.stream().filter(pod -> judge.decide(pod).reason() == Reason.DirectScrapeDue).toList();
    return due.isEmpty() ? Map.of() : scrape(due, answer);
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
