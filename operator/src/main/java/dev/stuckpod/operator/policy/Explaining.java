package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.ClauseNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.RuleNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.conditions.Sentence;
import dev.stuckpod.operator.decide.Clause;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Explainer;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.text.OneLine;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers in the policy's status who asks by its annotation why a pod fires, or not. */
final class Explaining {

  private static final int LONGEST = 512;
  private static final int SHORT = 128;

  private final Explainer explainer;
  private final Sources sources;
  private final Clock clock;

  Explaining(Explainer explainer, Sources sources, Clock clock) {
    this.explainer = explainer;
    this.sources = sources;
    this.clock = clock;
  }

  /**
   * Adds the answer to a status: one question is answered once, and forgotten when it is withdrawn.
   *
   * @param pods those of the policy that can be judged
   * @param held why pods that are stuck lead to nothing now, by name
   */
  StuckPolicyStatus answered(
      StuckPolicyStatus status,
      StuckPolicy policy,
      Criteria criteria,
      List<PodFacts> pods,
      Map<String, PodNote> held,
      JudgingMemory memory) {
    String ask = ask(policy);
    Explanation before = status.explanation();
    if (before != null && before.ask().equals(ask)) {
      return status;
    }
    return status.explained(
        ask == null
            ? null
            : answer(ask, policy.getMetadata().getNamespace(), criteria, pods, held, memory));
  }

  private Explanation answer(
      String ask,
      String namespace,
      Criteria criteria,
      List<PodFacts> pods,
      Map<String, PodNote> held,
      JudgingMemory memory) {
    int end = ask.indexOf(' ');
    String name = OneLine.of(end < 0 ? ask : ask.substring(0, end)).within(253).text();
    PodFacts pod = pods.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    String at = time(clock.instant());
    String hold = Durations.format(criteria.hold());
    if (pod == null) {
      var why =
          Rows.note(
              name,
              "NotJudged",
              "The policy judges no pod of this name: there is none, it has ended, the selector"
                  + " does not match it, or which container is the app's is unclear.");
      return new Explanation(ask, name, at, hold, null, why, List.of());
    }
    List<RuleNow> rules =
        explainer.explain(criteria, sources.named(criteria.source()), namespace, pods, pod).stream()
            .map(Explaining::rule)
            .toList();
    Instant since = memory.stuckSince(pod.uid());
    PodNote keeps =
        criteria.rules().isEmpty()
            ? Rows.note(name, "NoRules", "The policy has no rules and waits for alerts (onAlert).")
            : held.get(name);
    return new Explanation(ask, name, at, hold, since == null ? null : time(since), keeps, rules);
  }

  private static @Nullable String ask(StuckPolicy policy) {
    Map<String, String> annotations = policy.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Explanation.ASK);
  }

  private static RuleNow rule(Explainer.Explained explained) {
    return new RuleNow(
        explained.name(),
        Durations.format(explained.window()),
        explained.decision().value(),
        explained.decision().reason().name(),
        Sentence.of(explained.decision().message(), LONGEST),
        time(explained.at()),
        explained.clauses().stream().map(Explaining::clause).toList());
  }

  private static ClauseNow clause(Clause clause) {
    return new ClauseNow(
        clause.clause(),
        OneLine.of(clause.metric()).within(LONGEST).text(),
        OneLine.of(clause.value()).within(SHORT).text(),
        OneLine.of(clause.threshold()).within(LONGEST).text(),
        clause.holds(),
        Sentence.of(clause.message(), LONGEST));
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
