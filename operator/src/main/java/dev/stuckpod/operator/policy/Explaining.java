package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.RuleNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Explainer;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.readings.AsOf;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.text.OneLine;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers in the policy's status who asks by its annotation why a pod fires, or not. */
final class Explaining {

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
    String[] words = ask.split(" ", 3);
    String name = OneLine.of(words[0]).within(253).text();
    PodFacts pod = pods.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    Instant now = clock.instant();
    String at = time(now);
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
    if (words.length == 3) {
      return ofThePast(ask, words[2], namespace, criteria, pods, pod, now);
    }
    List<RuleNow> rules =
        explainer.explain(criteria, sources.named(criteria.source()), namespace, pods, pod).stream()
            .map(Explainer.Explained::told)
            .toList();
    Instant since = memory.stuckSince(pod.uid());
    PodNote keeps =
        criteria.rules().isEmpty()
            ? Rows.note(name, "NoRules", "The policy has no rules and waits for alerts (onAlert).")
            : held.get(name);
    return new Explanation(ask, name, at, hold, since == null ? null : time(since), keeps, rules);
  }

  /** What would have been said at another time, of the container that runs now. */
  private Explanation ofThePast(
      String ask,
      String when,
      String namespace,
      Criteria criteria,
      List<PodFacts> pods,
      PodFacts pod,
      Instant now) {
    String hold = Durations.format(criteria.hold());
    Instant time;
    try {
      time = Instant.parse(when);
    } catch (DateTimeParseException unreadable) {
      time = Instant.MAX;
    }
    if (time.isAfter(now)) {
      var why =
          Rows.note(
              pod.name(),
              "NotRecorded",
              "The time asked for is no time that has been: nothing is known of it.");
      return new Explanation(ask, pod.name(), time(now), hold, null, why, List.of());
    }
    if (!pod.running() || time.isBefore(pod.startedAt())) {
      var why =
          Rows.note(
              pod.name(),
              "NotRecorded",
              "Container %s %s: what ran in the pod at the time asked for is not known."
                  .formatted(
                      pod.container(),
                      pod.running() ? "runs since " + time(pod.startedAt()) : "does not run now"));
      return new Explanation(ask, pod.name(), time(time), hold, null, why, List.of());
    }
    var then = new AsOf(sources.named(criteria.source()), time);
    List<RuleNow> rules =
        Explainer.at(time).explain(criteria, then, namespace, pods, pod).stream()
            .map(Explainer.Explained::told)
            .toList();
    return new Explanation(ask, pod.name(), time(time), hold, null, null, rules);
  }

  private static @Nullable String ask(StuckPolicy policy) {
    Map<String, String> annotations = policy.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Explanation.ASK);
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
