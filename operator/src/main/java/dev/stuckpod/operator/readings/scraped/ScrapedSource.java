package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.rules.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers from what the operator has scraped itself. What is asked about is scraped from then on;
 * all is in memory, so there is no short question.
 */
final class ScrapedSource implements Source {

  private final String name;
  private final String said;
  private final BiFunction<Target, Instant, ScrapedPod> pods;
  private final Clock clock;

  /**
   * Answers.
   *
   * @param name of the MetricsSource
   * @param said a sentence that says who scrapes
   * @param pods what is remembered of each, at a time
   */
  ScrapedSource(
      String name, String said, BiFunction<Target, Instant, ScrapedPod> pods, Clock clock) {
    this.name = name;
    this.said = said;
    this.pods = pods;
    this.clock = clock;
  }

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> asked, @Nullable Instant time) {
    if (rule instanceof Rule.OwnQuery) {
      return new Answer.Missing(
          Failure.SourceOnlyScrapes,
          "Rule %s asks PromQL; MetricsSource %s only scrapes: name a source with a url in spec.metrics.source, or write the rule without PromQL."
              .formatted(rule.name(), name));
    }
    Instant now = time == null ? clock.instant() : time;
    Map<String, PodReadings> readings = new HashMap<>();
    for (AskedPod one : asked) {
      ScrapedPod pod = pods.apply(new Target(namespace, one.name(), one.container()), now);
      pod.want(rule, now);
      readings.put(one.name(), pod.readings(rule, one.startedAt(), now));
    }
    return new Answer.Given(now, readings);
  }

  @Override
  public String answers(String ofName) {
    return said;
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> asked,
      @Nullable Instant time,
      Duration fresh) {
    return new Screening.Unsuited();
  }
}
