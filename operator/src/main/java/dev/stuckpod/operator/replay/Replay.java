package dev.stuckpod.operator.replay;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Explainer;
import dev.stuckpod.operator.judging.Held;
import dev.stuckpod.operator.judging.Judgement;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.readings.Past;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.Ticks;
import dev.stuckpod.operator.rules.Way;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has the operator's own evaluation judge a time that is over. A tick at which no pod looks stuck,
 * none is watched, and none has come or gone changes nothing: of those one is judged now and then,
 * to tell what could not be told.
 */
public final class Replay {

  private static final int TICKS_AT_ONCE = 1000;
  private static final Duration NOW_AND_THEN = Duration.ofMinutes(5);

  /** So often at least, however short the time is. */
  private static final int LOOKS = 20;

  private static final Duration WHILE_RECOVERING = Duration.ofSeconds(15);

  private final Criteria criteria;
  private final Recorded source;
  private final String namespace;
  private final List<PastPod> pods;
  private final long mostAsked;
  private final Evaluation evaluation;
  private final JudgingMemory memory = new JudgingMemory();
  private final Shares shares = new Shares();
  private final List<Firing> firings = new ArrayList<>();

  /** Places in the list of firings, by the uid and container of pods whose episode is not over. */
  private final Map<String, Integer> open = new HashMap<>();

  private Duration quiet = NOW_AND_THEN;
  private long there;
  private boolean watching;
  private @Nullable Instant judgedAt;

  /**
   * Prepares to judge.
   *
   * @param namespace of the policy
   * @param mostAsked how often everything may be asked for
   */
  public Replay(
      Criteria criteria,
      Source source,
      Past past,
      String namespace,
      List<PastPod> pods,
      long mostAsked) {
    this.criteria = criteria;
    this.source = new Recorded(source, past);
    this.namespace = namespace;
    this.pods = List.copyOf(pods);
    this.mostAsked = mostAsked;
    InstantSource time = this.source::time;
    this.evaluation =
        new Evaluation((_, _) -> DirectScrape.NotRecorded, time.withZone(ZoneOffset.UTC));
  }

  /**
   * Judges all ticks, or as many as there may be questions for.
   *
   * @param progress is told how far it has come
   */
  public Outcome over(Ticks ticks, Consumer<Instant> progress) {
    Duration part = Duration.between(ticks.from(), ticks.to()).dividedBy(LOOKS);
    quiet = part.compareTo(NOW_AND_THEN) < 0 ? part : NOW_AND_THEN;
    for (Ticks some : ticks.inPartsOf(TICKS_AT_ONCE)) {
      progress.accept(some.from());
      Answer.Missing failed = source.begin(criteria.rules(), namespace, asked(some), some);
      for (int i = 0; i < some.count() && failed == null; i++) {
        source.at(i);
        if (source.asked() >= mostAsked) {
          return outcome(some.at(i), null);
        }
        if (isOfInterest(some.at(i))) {
          failed = judge(some.at(i));
          progress.accept(some.at(i));
        }
      }
      if (failed != null) {
        return outcome(source.time(), failed);
      }
    }
    return outcome(ticks.to(), null);
  }

  private List<AskedPod> asked(Ticks part) {
    return pods.stream()
        .filter(pod -> pod.isThere(part.from(), part.to()))
        .map(PastPod::latest)
        .map(PodFacts::asked)
        .toList();
  }

  private boolean isOfInterest(Instant now) {
    long before = there;
    there = pods.stream().filter(pod -> pod.isThere(now, now)).count();
    if (judgedAt == null || watching || there != before || source.hasSuspects()) {
      return true;
    }
    Duration pause =
        open.isEmpty() || quiet.compareTo(WHILE_RECOVERING) < 0 ? quiet : WHILE_RECOVERING;
    return !now.isBefore(judgedAt.plus(pause));
  }

  private Answer.@Nullable Missing judge(Instant now) {
    List<PodFacts> there = pods.stream().map(pod -> pod.at(now)).flatMap(Optional::stream).toList();
    Set<String> uids = there.stream().map(PodFacts::uid).collect(Collectors.toSet());
    memory.keepOnly(uids, criteria.rules());
    Set<String> present = there.stream().map(Replay::key).collect(Collectors.toSet());
    open.keySet().retainAll(present);
    Set<String> episodes =
        there.stream()
            .filter(pod -> open.containsKey(key(pod)))
            .map(PodFacts::uid)
            .collect(Collectors.toSet());
    Evaluation.Result result =
        evaluation.evaluate(criteria, source, namespace, there, memory, episodes);
    if (!result.failures().isEmpty()) {
      return result.failures().getFirst();
    }
    Held held = memory.note(result, criteria, now);
    shares.next(result.verdicts(), now);
    held.due().forEach(one -> due(one, there, now));
    there.forEach(this::recovered);
    watching = !held.notYet().isEmpty() || !held.due().isEmpty();
    judgedAt = now;
    return null;
  }

  private void due(Judgement verdict, List<PodFacts> there, Instant now) {
    Integer known = open.get(key(verdict.pod()));
    if (known != null) {
      firings.set(known, firings.get(known).until(now));
      return;
    }
    open.put(key(verdict.pod()), firings.size());
    memory.settle(verdict.pod().uid(), true);
    Instant since = memory.stuckSince(verdict.pod().uid());
    List<String> also =
        verdict.others().stream()
            .filter(other -> other.decision() instanceof Decision.Stuck)
            .map(Judgement::rule)
            .toList();
    firings.add(
        new Firing(
            verdict.pod().name(),
            since == null ? now : since,
            now,
            now,
            explained(verdict, there, now),
            also));
  }

  private Explainer.Explained explained(Judgement verdict, List<PodFacts> there, Instant now) {
    List<Way> way =
        criteria.ways().stream().filter(one -> one.name().equals(verdict.rule())).toList();
    var alone = new Criteria(way, criteria.source(), criteria.hold());
    return Explainer.at(now).explain(alone, source, namespace, there, verdict.pod()).getFirst();
  }

  private void recovered(PodFacts pod) {
    Integer place = open.get(key(pod));
    Instant at = memory.recoveredAt(pod.uid());
    if (place != null && at != null && at.isAfter(firings.get(place).at())) {
      open.remove(key(pod));
    }
  }

  private static String key(PodFacts pod) {
    return pod.uid() + "/" + pod.containerID();
  }

  private Outcome outcome(Instant until, Answer.@Nullable Missing failed) {
    shares.end(until);
    List<Outcome.OfRule> rules =
        criteria.ways().stream()
            .map(
                way -> {
                  List<Firing> own =
                      firings.stream().filter(one -> one.why().name().equals(way.name())).toList();
                  int pods = (int) own.stream().map(Firing::pod).distinct().count();
                  return new Outcome.OfRule(
                      way.name(), own.size(), pods, shares.unknown(way.name()));
                })
            .toList();
    return new Outcome(until, List.copyOf(firings), rules, source.asked(), failed);
  }
}
