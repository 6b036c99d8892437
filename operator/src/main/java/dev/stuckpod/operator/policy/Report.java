package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.reasons.CaptureReadyReason;
import dev.stuckpod.crds.reasons.MetricsAvailableReason;
import dev.stuckpod.crds.reasons.ReadyReason;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodCounts;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Judgement;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.readings.Answer;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what an evaluation saw into the policy's status. Pure; the same twice gives equal ones. */
final class Report {

  private static final String READY = "Ready";
  private static final String METRICS = "MetricsAvailable";
  private static final String CAPTURE = "CaptureReady";
  private static final int TENTH = 10;

  private final Conditions conditions;

  Report(Conditions conditions) {
    this.conditions = conditions;
  }

  /**
   * By what pods are suspected.
   *
   * @param rules whether the policy has any
   * @param alerts whether it wants alerts
   * @param received whether the operator receives any
   */
  record Suspecting(boolean rules, boolean alerts, boolean received) {

    static final Suspecting RULES_ALONE = new Suspecting(true, false, false);

    String sentence() {
      if (alerts && !received) {
        return " No alert is received, so onAlert leads to nothing: install with"
            + " alertReceiver.enabled.";
      }
      return alerts ? " An alert of one counts as a rule that has held." : "";
    }
  }

  /** The status of a policy that cannot be evaluated. */
  StuckPolicyStatus invalid(StuckPolicyStatus before, long generation, String message) {
    return StuckPolicyStatusBuilder.builder(before)
        .conditions(
            conditions.set(
                before.conditions(),
                READY,
                Truth.False,
                ReadyReason.InvalidRule,
                message,
                generation))
        .observedGeneration(generation)
        .build();
  }

  /**
   * The status after an evaluation.
   *
   * @param before what the status was
   * @param source what there is to say of the source where it answers; empty where no rule asks for
   *     metrics
   * @param shadow whether the policy only tells what it would do
   * @param suspecting by what its pods are suspected
   * @param selected the policy's pods
   * @param result what is thought of them
   * @param held why pods that are stuck lead to no incident now, by pod
   */
  StuckPolicyStatus of(
      StuckPolicyStatus before,
      long generation,
      String source,
      boolean shadow,
      Suspecting suspecting,
      List<Selected> selected,
      Evaluation.Result result,
      Map<String, PodNote> held,
      Slots slots) {
    List<PodNote> notCapturable =
        selected.stream().map(Selected::notCapturable).flatMap(Optional::stream).toList();
    Sentence metrics = suspecting.rules() ? metrics(source, result) : NO_RULES;
    Sentence ready = ready(shadow, suspecting, selected, result, metrics);
    List<Condition> all = before.conditions() == null ? List.of() : before.conditions();
    all = set(all, READY, ready, generation);
    all = set(all, METRICS, metrics, generation);
    all = set(all, CAPTURE, capture(selected, notCapturable), generation);
    return StuckPolicyStatusBuilder.builder(before)
        .conditions(all)
        .pods(
            new PodCounts(
                selected.size(),
                count(result, Decision.Stuck.class),
                count(result, Decision.Unknown.class),
                selected.size() - notCapturable.size()))
        .notCapturable(Rows.settle(before.notCapturable(), notCapturable))
        .notFiring(Rows.settle(before.notFiring(), notFiring(result, held)))
        .slots(slots.all())
        .observedGeneration(generation)
        .build();
  }

  private record Sentence(Truth truth, Enum<?> reason, String text) {}

  private static final Sentence NO_RULES =
      new Sentence(
          Truth.Unknown,
          MetricsAvailableReason.NoRules,
          "The policy has no rules, only onAlert: nothing is asked.");

  /** Keeps the message of an unchanged reason: numbers in it would change the status every time. */
  private List<Condition> set(
      List<Condition> all, String type, Sentence sentence, long generation) {
    String message =
        Conditions.find(all, type)
            .filter(old -> sentence.reason().name().equals(old.getReason()))
            .filter(old -> Long.valueOf(generation).equals(old.getObservedGeneration()))
            .map(Condition::getMessage)
            .orElse(sentence.text());
    return conditions.set(all, type, sentence.truth(), sentence.reason(), message, generation);
  }

  private static Sentence ready(
      boolean shadow,
      Suspecting suspecting,
      List<Selected> selected,
      Evaluation.Result result,
      Sentence metrics) {
    if (!suspecting.rules() && !suspecting.received()) {
      return new Sentence(
          Truth.False, ReadyReason.AlertsNotReceived, suspecting.sentence().strip());
    }
    Optional<PodNote> unclear =
        selected.stream()
            .filter(pod -> pod.facts().isEmpty())
            .flatMap(pod -> pod.notCapturable().stream())
            .findFirst();
    if (unclear.isPresent() && selected.stream().allMatch(pod -> pod.facts().isEmpty())) {
      return new Sentence(Truth.False, ReadyReason.ContainerUnclear, unclear.get().message());
    }
    if (metrics.truth() == Truth.False && !judged(result)) {
      return new Sentence(
          Truth.False, ReadyReason.MetricsUnavailable, "Nothing is judged: " + metrics.text());
    }
    String all =
        metrics.truth() == Truth.False
            ? "The policy's pods are being watched, but not by every rule: " + metrics.text()
            : "The policy's pods are being watched.";
    all += suspecting.sentence();
    all +=
        shadow
            ? " Mode Shadow: of one that is stuck it is only told."
            : " Mode Capture: of one that is stuck a dump is taken.";
    return new Sentence(
        Truth.True,
        ReadyReason.Evaluating,
        all + unclear.map(note -> " Not all are watched: " + note.message()).orElse(""));
  }

  /** Whether any rule has come to an end with any pod. */
  private static boolean judged(Evaluation.Result result) {
    return result.verdicts().stream()
        .flatMap(verdict -> verdict.all().stream())
        .anyMatch(verdict -> !(verdict.decision() instanceof Decision.Unknown));
  }

  private static Sentence metrics(String source, Evaluation.Result result) {
    if (source.isEmpty()) {
      return new Sentence(
          Truth.True,
          MetricsAvailableReason.NotNeeded,
          "No rule of the policy asks for metrics: sidecars are asked.");
    }
    Optional<Answer.Missing> failure = result.failures().stream().findFirst();
    if (failure.isPresent()) {
      var reason = MetricsAvailableReason.valueOf(failure.get().failure().name());
      return new Sentence(Truth.False, reason, failure.get().message());
    }
    Optional<Decision> tooShort =
        result.verdicts().stream()
            .map(Judgement::decision)
            .filter(decision -> decision.reason() == Reason.WindowTooShort)
            .findFirst();
    if (tooShort.isPresent()) {
      return new Sentence(
          Truth.False, MetricsAvailableReason.WindowTooShort, tooShort.get().message());
    }
    List<Judgement> running = result.verdicts().stream().filter(v -> v.pod().running()).toList();
    if (running.isEmpty()) {
      return new Sentence(
          Truth.Unknown,
          MetricsAvailableReason.NoPods,
          "No running pod is selected, so nothing was asked.");
    }
    if (running.stream().allMatch(v -> v.decision().reason() == Reason.MetricAbsent)) {
      return new Sentence(
          Truth.False,
          MetricsAvailableReason.MetricAbsent,
          running.getFirst().decision().message());
    }
    List<Judgement> late =
        running.stream().filter(v -> v.decision().reason() == Reason.ScrapesLate).toList();
    if (late.size() * TENTH > running.size()) {
      return new Sentence(
          Truth.False,
          MetricsAvailableReason.ScrapesLate,
          "Of %d of %d running pods the readings are too old. %s"
              .formatted(late.size(), running.size(), late.getFirst().decision().message()));
    }
    if (running.stream().allMatch(v -> v.decision().reason() == Reason.NotScraped)) {
      return new Sentence(
          Truth.False, MetricsAvailableReason.NotScraped, running.getFirst().decision().message());
    }
    if (running.stream().allMatch(v -> v.decision().reason() == Reason.TargetDown)) {
      return new Sentence(
          Truth.False,
          MetricsAvailableReason.ScrapesFailing,
          running.getFirst().decision().message());
    }
    return new Sentence(Truth.True, MetricsAvailableReason.Answered, source);
  }

  private static Sentence capture(List<Selected> selected, List<PodNote> notCapturable) {
    if (selected.isEmpty()) {
      return new Sentence(Truth.Unknown, CaptureReadyReason.NoPods, "No pod is selected.");
    }
    if (!notCapturable.isEmpty()) {
      return new Sentence(
          Truth.False,
          CaptureReadyReason.named(notCapturable.getFirst().reason()),
          text(notCapturable.getFirst()));
    }
    return selected.stream()
        .flatMap(pod -> pod.notReadable().stream())
        .findFirst()
        .map(note -> new Sentence(Truth.True, CaptureReadyReason.NotAllReadable, text(note)))
        .orElseGet(
            () ->
                new Sentence(
                    Truth.True,
                    CaptureReadyReason.SidecarsReady,
                    "Every selected pod has its sidecar."));
  }

  private static String text(PodNote note) {
    return "Pod %s: %s".formatted(note.pod(), note.message());
  }

  /** What cannot be judged first, as that is what a person may have to mend. */
  private static List<PodNote> notFiring(Evaluation.Result result, Map<String, PodNote> held) {
    var rows = new ArrayList<PodNote>(held.values());
    result.verdicts().stream()
        .filter(verdict -> !(verdict.decision() instanceof Decision.Stuck))
        .sorted(
            Comparator.comparing((Judgement v) -> v.decision() instanceof Decision.Progressing)
                .thenComparing(v -> v.pod().name()))
        .forEach(
            verdict ->
                rows.add(
                    Rows.note(
                        verdict.pod().name(),
                        verdict.decision().reason().name(),
                        verdict.message())));
    return rows;
  }

  private static int count(Evaluation.Result result, Class<? extends Decision> kind) {
    return (int) result.verdicts().stream().filter(v -> kind.isInstance(v.decision())).count();
  }
}
