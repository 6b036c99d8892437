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
import dev.stuckpod.operator.readings.Source.Screening;
import dev.stuckpod.operator.rules.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Asks a policy's source about its pods and has it decided. As long as no pod looks stuck, a rule
 * asks only which do; everything is asked for as soon as one does, and now and then when there is
 * time for it.
 */
final class Evaluation {

  private static final Decision NOT_YET =
      new Decision.Unknown(
          Reason.NotYetRead,
          "The pod does not look stuck; whether all that the rule needs is there is asked in a"
              + " moment.");

  private final DirectScraper scraper;
  private final Clock clock;

  /** What can wait, by source. */
  private final Map<String, Unhurried> unhurried = new ConcurrentHashMap<>();

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

  /** What is asked, and of what. */
  private record Round(
      Rule rule,
      Source source,
      Unhurried unhurried,
      String namespace,
      List<PodFacts> pods,
      RuleMemory memory,
      Duration interval) {}

  /**
   * Evaluates.
   *
   * @param closely whether everything is to be asked for anyway
   */
  Result evaluate(
      Plan plan,
      Source source,
      String namespace,
      List<PodFacts> pods,
      PolicyMemory memory,
      boolean closely) {
    var verdicts = new TreeMap<String, Verdict>();
    var failures = new ArrayList<Answer.Missing>();
    Unhurried turns = unhurried.computeIfAbsent(plan.source(), _ -> new Unhurried());
    for (Rule rule : plan.rules()) {
      var round = new Round(rule, source, turns, namespace, pods, memory.of(rule), plan.interval());
      Map<PodFacts, Decision> decisions = judge(round, closely, failures);
      decisions.forEach(
          (pod, decision) ->
              verdicts.merge(pod.name(), new Verdict(pod, rule.name(), decision), Verdict::or));
    }
    return new Result(List.copyOf(verdicts.values()), failures);
  }

  private Map<PodFacts, Decision> judge(
      Round round, boolean closely, List<Answer.Missing> failures) {
    Instant now = clock.instant();
    var resting = round.memory().resting(now);
    if (resting.isPresent()) {
      failures.add(resting.get());
      return decide(round, new Judge(round.rule(), round.pods(), resting.get(), Map.of(), now));
    }
    if (closely || round.memory().suspicion()) {
      return whole(round, failures);
    }
    List<PodFacts> open =
        round.pods().stream().filter(pod -> Judge.gate(round.rule(), pod, now).isEmpty()).toList();
    Screening screening =
        round
            .source()
            .screen(
                round.rule(), round.namespace(), asked(open), null, round.interval().dividedBy(2));
    return switch (screening) {
      case Screening.Suspects screened when screened.pods().isEmpty() ->
          unsuspected(round, open, screened, failures);
      case Screening.Failed(Answer.Missing why) -> judge(round, why, failures);
      case Screening.Suspects _, Screening.Unsuited _ -> whole(round, failures);
    };
  }

  /** No pod looks stuck: what else is to be known can wait. */
  private Map<PodFacts, Decision> unsuspected(
      Round round,
      List<PodFacts> open,
      Screening.Suspects screened,
      List<Answer.Missing> failures) {
    Instant now = clock.instant();
    if (!round.memory().due(open, screened, round.rule().window(), now)
        || !round.unhurried().begin(now)) {
      return carriedOver(round, now);
    }
    try {
      Map<PodFacts, Decision> decisions = whole(round, failures);
      round.memory().screened(screened);
      return decisions;
    } finally {
      round.unhurried().end(clock.instant());
    }
  }

  private Map<PodFacts, Decision> whole(Round round, List<Answer.Missing> failures) {
    List<PodFacts> running = round.pods().stream().filter(PodFacts::running).toList();
    return judge(
        round, round.source().ask(round.rule(), round.namespace(), asked(running), null), failures);
  }

  /** What was thought of each pod stands, unless its gate has closed. */
  private static Map<PodFacts, Decision> carriedOver(Round round, Instant now) {
    var decisions = new LinkedHashMap<PodFacts, Decision>();
    for (PodFacts pod : round.pods()) {
      decisions.put(
          pod,
          Judge.gate(round.rule(), pod, now)
              .<Decision>map(closed -> closed)
              .or(() -> round.memory().of(pod))
              .orElse(NOT_YET));
    }
    return decisions;
  }

  private static Map<PodFacts, Decision> decide(Round round, Judge judge) {
    var decisions = new LinkedHashMap<PodFacts, Decision>();
    round.pods().forEach(pod -> decisions.put(pod, judge.decide(pod)));
    return decisions;
  }

  private Map<PodFacts, Decision> judge(Round round, Answer answer, List<Answer.Missing> failures) {
    Instant now = clock.instant();
    if (answer instanceof Answer.Missing missing) {
      failures.add(missing);
      round.memory().failed(missing, round.interval(), now);
      return decide(round, new Judge(round.rule(), round.pods(), answer, Map.of(), now));
    }
    Judge judge = new Judge(round.rule(), round.pods(), answer, direct(round, answer, now), now);
    Map<PodFacts, Decision> decisions = decide(round, judge);
    round.memory().begin(now);
    decisions.forEach(
        (pod, decision) -> {
          if (Judge.gate(round.rule(), pod, now).isEmpty()) {
            round.memory().note(pod, decision, judge.suspicious(pod));
          }
        });
    return decisions;
  }

  /** The operator's own scrapes of pods whose scrapes have failed often enough. */
  private Map<String, DirectScrape> direct(Round round, Answer answer, Instant now) {
    if (!(round.rule() instanceof Rule.ScrapeHang)) {
      return Map.of();
    }
    var judge = new Judge(round.rule(), round.pods(), answer, Map.of(), now);
    List<PodFacts> due =
        round.pods().stream()
            .filter(pod -> judge.decide(pod).reason() == Reason.DirectScrapeDue)
            .toList();
    return due.isEmpty() ? Map.of() : scrape(due, answer);
  }

  private static List<AskedPod> asked(Collection<PodFacts> pods) {
    return pods.stream()
        .map(pod -> new AskedPod(pod.name(), pod.container(), pod.startedAt()))
        .toList();
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
