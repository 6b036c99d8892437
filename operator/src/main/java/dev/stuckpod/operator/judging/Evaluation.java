package dev.stuckpod.operator.judging;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.Source.Screening;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a policy's source about its pods and has it decided. A rule asks in each turn which pods
 * look stuck; about these alone it asks everything, and about all pods now and then, when there is
 * time for it.
 */
public final class Evaluation {

  private static final Decision NOT_YET =
      new Decision.Unknown(
          Reason.NotYetRead,
          "The pod does not look stuck; whether all that the rule needs is there is asked in a"
              + " moment.");

  private final DirectScrapes scrapes;
  private final Clock clock;

  /** What can wait, by source. */
  private final Map<String, Unhurried> unhurried = new ConcurrentHashMap<>();

  /**
   * Prepares to evaluate.
   *
   * @param scraper tries itself what the source says does not answer
   */
  public Evaluation(Scraper scraper, Clock clock) {
    this.scrapes = new DirectScrapes(scraper);
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param verdicts one per pod, by name
   * @param failures answers that are missing
   */
  public record Result(List<Judgement> verdicts, List<Answer.Missing> failures) {}

  /** What is asked, and of what. */
  private record Round(
      Rule rule,
      Source source,
      Unhurried unhurried,
      String namespace,
      List<PodFacts> pods,
      RuleMemory memory,
      CloseLook.Interest interest,
      Duration interval) {

    List<PodFacts> open(Instant now) {
      return pods.stream().filter(pod -> Judge.gate(rule, pod, now).isEmpty()).toList();
    }
  }

  /**
   * What was decided.
   *
   * @param earlier those of which stands what was decided in an earlier turn
   */
  private record Decided(Map<PodFacts, Decision> decisions, Set<PodFacts> earlier) {

    Decided(Map<PodFacts, Decision> decisions) {
      this(decisions, Set.of());
    }

    /** What the rules of one way come to, one at least. */
    static Decided together(List<Decided> parts) {
      if (parts.size() == 1) {
        return parts.getFirst();
      }
      var decisions = new LinkedHashMap<PodFacts, Decision>();
      var earlier = new HashSet<>(parts.getFirst().earlier());
      for (PodFacts pod : parts.getFirst().decisions().keySet()) {
        decisions.put(
            pod,
            Decision.together(
                parts.stream().map(part -> part.decisions().getOrDefault(pod, NOT_YET)).toList()));
      }
      parts.forEach(part -> earlier.retainAll(part.earlier()));
      return new Decided(decisions, earlier);
    }

    Judgement verdict(String way, PodFacts pod, Decision decision) {
      var verdict = new Judgement(pod, way, decision);
      return earlier.contains(pod) ? verdict.ofEarlier() : verdict;
    }
  }

  /**
   * Evaluates.
   *
   * @param episodes uids of pods whose episodes are not over: everything is asked about them until
   *     they look stuck again, or have recovered
   */
  public Result evaluate(
      Criteria criteria,
      Source source,
      String namespace,
      List<PodFacts> pods,
      JudgingMemory memory,
      Set<String> episodes) {
    var interest = new CloseLook.Interest(episodes, memory.settled());
    var verdicts = new TreeMap<String, Judgement>();
    var failures = new ArrayList<Answer.Missing>();
    Unhurried turns = unhurried.computeIfAbsent(criteria.source(), _ -> new Unhurried());
    for (Way way : criteria.ways()) {
      Decided decided =
          Decided.together(
              way.rules().stream()
                  .map(
                      rule ->
                          judge(
                              new Round(
                                  rule,
                                  source,
                                  turns,
                                  namespace,
                                  pods,
                                  memory.of(rule),
                                  interest,
                                  criteria.interval()),
                              failures))
                  .toList());
      decided
          .decisions()
          .forEach(
              (pod, decision) ->
                  verdicts.merge(
                      pod.name(), decided.verdict(way.name(), pod, decision), Judgement::or));
    }
    return new Result(List.copyOf(verdicts.values()), failures);
  }

  private Decided judge(Round round, List<Answer.Missing> failures) {
    Instant now = clock.instant();
    var resting = round.memory().resting(now);
    if (resting.isPresent()) {
      failures.add(resting.get());
      var judge = new Judge(round.rule(), round.pods(), resting.get(), Map.of(), now);
      return new Decided(decide(round, judge));
    }
    List<PodFacts> open = round.open(now);
    Screening screening =
        round
            .source()
            .screen(
                round.rule(), round.namespace(), asked(open), null, round.interval().dividedBy(2));
    return switch (screening) {
      case Screening.Suspects screened -> screened(round, open, screened, failures);
      case Screening.Failed(Answer.Missing why) -> judge(round, why, failures);
      case Screening.Unsuited _ -> whole(round, failures);
    };
  }

  /** What looks stuck is asked about at once; what else is to be known can wait. */
  private Decided screened(
      Round round,
      List<PodFacts> open,
      Screening.Suspects screened,
      List<Answer.Missing> failures) {
    Instant now = clock.instant();
    Duration window = round.rule().window();
    if (round.memory().due(open, screened, window, now) && round.unhurried().begin(now)) {
      try {
        Decided decided = whole(round, failures);
        round.memory().screened(screened);
        return decided;
      } finally {
        round.unhurried().end(clock.instant());
      }
    }
    CloseLook look =
        CloseLook.of(
            open,
            screened.pods(),
            round.memory(),
            round.interest(),
            RuleMemory.uncertain(window),
            now);
    return look.judged().isEmpty()
        ? carriedOver(round, clock.instant())
        : closely(round, look, failures);
  }

  private Decided whole(Round round, List<Answer.Missing> failures) {
    List<PodFacts> running = round.pods().stream().filter(PodFacts::running).toList();
    return judge(
        round, round.source().ask(round.rule(), round.namespace(), asked(running), null), failures);
  }

  /**
   * Asks about a few pods. Whether a scrape hangs is judged by all pods of a node, and whether a
   * gauge ever moves by all of a workload: then all are asked about.
   */
  private Decided closely(Round round, CloseLook look, List<Answer.Missing> failures) {
    if (!(round.rule() instanceof Rule.Clauses) || look.asked().size() > Source.FEW) {
      return whole(round, failures);
    }
    Answer answer = round.source().ask(round.rule(), round.namespace(), asked(look.asked()), null);
    if (answer instanceof Answer.Missing) {
      return judge(round, answer, failures);
    }
    Instant now = clock.instant();
    var judge = new Judge(round.rule(), round.pods(), answer, Map.of(), now);
    var decisions = new LinkedHashMap<PodFacts, Decision>();
    for (PodFacts pod : look.judged()) {
      Decision decision = judge.decide(pod);
      boolean known =
          round.memory().of(pod).filter(was -> was.reason() == decision.reason()).isPresent();
      if (decision.reason() == Reason.NeverMoved && !known) {
        return whole(round, failures);
      }
      decisions.put(pod, decision);
    }
    decisions.forEach(
        (pod, decision) -> round.memory().note(pod, decision, judge.suspicious(pod), now));
    Decided others = carriedOver(round, now);
    var all = new LinkedHashMap<>(others.decisions());
    all.putAll(decisions);
    var earlier = new HashSet<>(others.earlier());
    earlier.removeAll(decisions.keySet());
    return new Decided(all, earlier);
  }

  /** What was thought of each pod stands, unless its gate has closed. */
  private static Decided carriedOver(Round round, Instant now) {
    var decisions = new LinkedHashMap<PodFacts, Decision>();
    for (PodFacts pod : round.pods()) {
      decisions.put(
          pod,
          Judge.gate(round.rule(), pod, now)
              .<Decision>map(closed -> closed)
              .or(() -> round.memory().of(pod))
              .orElse(NOT_YET));
    }
    return new Decided(decisions, Set.copyOf(round.pods()));
  }

  private static Map<PodFacts, Decision> decide(Round round, Judge judge) {
    var decisions = new LinkedHashMap<PodFacts, Decision>();
    round.pods().forEach(pod -> decisions.put(pod, judge.decide(pod)));
    return decisions;
  }

  private Decided judge(Round round, Answer answer, List<Answer.Missing> failures) {
    Instant now = clock.instant();
    if (answer instanceof Answer.Missing missing) {
      failures.add(missing);
      round.memory().failed(missing, round.interval(), now);
      return new Decided(
          decide(round, new Judge(round.rule(), round.pods(), answer, Map.of(), now)));
    }
    Judge judge =
        new Judge(
            round.rule(),
            round.pods(),
            answer,
            scrapes.of(round.rule(), round.pods(), answer, now),
            now);
    Map<PodFacts, Decision> decisions = decide(round, judge);
    round.memory().begin(now);
    decisions.forEach(
        (pod, decision) -> {
          if (Judge.gate(round.rule(), pod, now).isEmpty()) {
            round.memory().note(pod, decision, judge.suspicious(pod), now);
          }
        });
    return new Decided(decisions);
  }

  private static List<AskedPod> asked(Collection<PodFacts> pods) {
    return pods.stream().map(PodFacts::asked).toList();
  }
}
