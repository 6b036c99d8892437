package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Judgement;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {

  private static final StuckPolicyStatus NONE = StuckPolicyStatusBuilder.builder().build();

  private final Report report = new Report(new Conditions(Clock.systemUTC()));

  @Test
  void numbersThatChangeAtEveryEvaluationDoNotChangeTheStatus() {
    StuckPolicyStatus first = report(NONE, live("hub", "sent_total grew by 10/s."));

    assertThat(report(first, live("hub", "sent_total grew by 11/s."))).isEqualTo(first);
    assertThat(report(first, unknown("hub", Reason.TargetDown)).notFiring())
        .containsExactly(new PodNote("hub", "TargetDown", "Because."));
  }

  @Test
  void countsPodsAndListsWhatCannotBeJudgedFirst() {
    StuckPolicyStatus status =
        report(NONE, live("a", "Fine."), stuck("b"), unknown("c", Reason.TooYoung));

    assertThat(status.pods())
        .hasToString("PodCounts[selected=3, stuck=1, unknown=1, capturable=3]");
    assertThat(status.notFiring()).extracting(PodNote::pod).containsExactly("c", "a");
  }

  @Test
  void atMostTwentyRowsAndNoLongMessages() {
    Judgement[] verdicts =
        IntStream.range(0, 30)
            .mapToObj(i -> live("pod-%02d".formatted(i), "x".repeat(2000)))
            .toArray(Judgement[]::new);

    assertThat(report(NONE, verdicts).notFiring())
        .hasSize(20)
        .allMatch(row -> row.message().length() <= 512);
  }

  @Test
  void saysWhyTheMetricsAreOfNoUse() {
    assertThat(reasons(report(NONE, live("a", "Fine."))))
        .containsExactly("Evaluating", "Answered", "SidecarsReady");
    assertThat(reasons(report(NONE, unknown("a", Reason.WindowTooShort))))
        .containsExactly("MetricsUnavailable", "WindowTooShort", "SidecarsReady");
    assertThat(reasons(report(NONE, unknown("a", Reason.MetricAbsent), live("b", "Fine."))))
        .contains("Answered");
    assertThat(reasons(report(NONE, unknown("a", Reason.MetricAbsent)))).contains("MetricAbsent");
    assertThat(reasons(report(NONE))).containsExactly("Evaluating", "NoPods", "NoPods");
  }

  @Test
  void aFailingScrapeIsNoMisspeltMetric() {
    assertThat(
            reasons(report(NONE, unknown("a", Reason.TargetDown), unknown("b", Reason.TargetDown))))
        .containsExactly("MetricsUnavailable", "ScrapesFailing", "SidecarsReady");
    assertThat(reasons(report(NONE, unknown("a", Reason.TargetDown), live("b", "Fine."))))
        .containsExactly("Evaluating", "Answered", "SidecarsReady");
  }

  @Test
  void whereTheOperatorScrapesItselfItSaysThatItCannotOrComesTooLate() {
    Judgement[] one = tenPods();
    one[0] = unknown("a", Reason.ScrapesLate);
    assertThat(reasons(report(NONE, one))).contains("Answered");
    one[1] = unknown("b", Reason.ScrapesLate);
    StuckPolicyStatus late = report(NONE, one);
    assertThat(reasons(late)).contains("Evaluating", "ScrapesLate");
    assertThat(Conditions.find(late.conditions(), "MetricsAvailable").orElseThrow().getMessage())
        .isEqualTo("Of 2 of 10 running pods the readings are too old. Because.");

    assertThat(reasons(report(NONE, unknown("a", Reason.NotScraped), live("b", "Fine."))))
        .contains("Answered");
    assertThat(reasons(report(NONE, unknown("a", Reason.NotScraped)))).contains("NotScraped");
  }

  private static Judgement[] tenPods() {
    return IntStream.range(0, 10)
        .mapToObj(i -> live("pod-" + i, "Fine."))
        .toArray(Judgement[]::new);
  }

  @Test
  void everyRuleSaysWhyItDoesNotFire() {
    Judgement both =
        new Judgement(
                pod("a"), "frozen", new Decision.Progressing(Reason.CounterMoves, "It grows."))
            .or(
                new Judgement(
                    pod("a"), "hang", new Decision.Unknown(Reason.MetricAbsent, "No up series.")));

    assertThat(report(NONE, both).notFiring())
        .containsExactly(
            new PodNote("a", "MetricAbsent", "Rule hang: No up series. Rule frozen: It grows."));
  }

  @Test
  void aPolicyThatAsksForNoMetricsSaysSo() {
    var one = new Evaluation.Result(List.of(live("a", "Fine.")), List.of());

    StuckPolicyStatus status =
        report.of(
            NONE,
            1,
            "",
            false,
            Report.Suspecting.RULES_ALONE,
            List.of(),
            one,
            Map.of(),
            Slots.of(null));

    assertThat(reasons(status)).containsExactly("Evaluating", "NotNeeded", "NoPods");
  }

  @Test
  void somethingIsJudgedWhileOneOfTwoRulesIs() {
    Judgement stuck =
        new Judgement(pod("a"), "frozen", new Decision.Stuck(Reason.NoProgress, "", List.of()))
            .or(
                new Judgement(
                    pod("a"), "own", new Decision.Unknown(Reason.SourceFailed, "Rejected.")));
    var result =
        new Evaluation.Result(
            List.of(stuck), List.of(new Answer.Missing(Failure.QueryRejected, "Wrong query.")));

    StuckPolicyStatus status =
        report.of(
            NONE,
            1,
            "default",
            false,
            Report.Suspecting.RULES_ALONE,
            List.of(),
            result,
            Map.of(),
            Slots.of(null));

    assertThat(reasons(status)).containsExactly("Evaluating", "QueryRejected", "NoPods");
    assertThat(ready(status).getMessage()).contains("not by every rule").contains("Wrong query.");
  }

  @Test
  void aPolicyWhoseContainerIsUnclearIsNotReady() {
    var unclear =
        new Selected(
            "a",
            Optional.empty(),
            Optional.of(new PodNote("a", "ContainerUnclear", "Set spec.container.")),
            Optional.empty());
    var clear = new Selected("b", Optional.of(pod("b")), Optional.empty(), Optional.empty());
    var none = new Evaluation.Result(List.of(), List.of());
    var one = new Evaluation.Result(List.of(live("b", "Fine.")), List.of());

    StuckPolicyStatus all =
        report.of(
            NONE,
            1,
            "default",
            false,
            Report.Suspecting.RULES_ALONE,
            List.of(unclear),
            none,
            Map.of(),
            Slots.of(null));
    StuckPolicyStatus some =
        report.of(
            NONE,
            1,
            "default",
            false,
            Report.Suspecting.RULES_ALONE,
            List.of(unclear, clear),
            one,
            Map.of(),
            Slots.of(null));

    assertThat(ready(all))
        .returns("False", Condition::getStatus)
        .returns("ContainerUnclear", Condition::getReason)
        .returns("Set spec.container.", Condition::getMessage);
    assertThat(ready(some))
        .returns("True", Condition::getStatus)
        .satisfies(c -> assertThat(c.getMessage()).contains("Set spec.container."));
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void everyFailureOfASourceHasItsReason(Failure failure) {
    var result =
        new Evaluation.Result(
            List.of(unknown("a", Reason.SourceFailed)),
            List.of(new Answer.Missing(failure, "Do this.")));

    StuckPolicyStatus status =
        report.of(
            NONE,
            1,
            "default",
            false,
            Report.Suspecting.RULES_ALONE,
            List.of(),
            result,
            Map.of(),
            Slots.of(null));

    assertThat(reasons(status)).contains(failure.name());
  }

  private StuckPolicyStatus report(StuckPolicyStatus before, Judgement... verdicts) {
    List<Judgement> all = List.of(verdicts);
    List<Selected> selected =
        all.stream()
            .map(
                v ->
                    new Selected(
                        v.pod().name(), Optional.of(v.pod()), Optional.empty(), Optional.empty()))
            .toList();
    var result = new Evaluation.Result(all, List.of());
    return report.of(
        before,
        1,
        "default",
        false,
        Report.Suspecting.RULES_ALONE,
        selected,
        result,
        Map.of(),
        Slots.of(null));
  }

  private static Condition ready(StuckPolicyStatus status) {
    return Conditions.find(status.conditions(), "Ready").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "true,Shadow: of one that is stuck it is only told",
    "false,Capture: of one that is stuck a dump is taken"
  })
  void saysWhatWillBeDone(boolean shadow, String told) {
    var result = new Evaluation.Result(List.of(live("a", "Fine.")), List.of());

    StuckPolicyStatus status =
        report.of(
            NONE,
            1,
            "default",
            shadow,
            Report.Suspecting.RULES_ALONE,
            List.of(),
            result,
            Map.of(),
            Slots.of(null));

    assertThat(ready(status).getMessage())
        .isEqualTo("The policy's pods are being watched. Mode %s.".formatted(told));
  }

  private static List<String> reasons(StuckPolicyStatus status) {
    List<Condition> conditions = status.conditions() == null ? List.of() : status.conditions();
    return conditions.stream().map(Condition::getReason).toList();
  }

  private static Judgement live(String pod, String message) {
    return new Judgement(pod(pod), "rule", new Decision.Progressing(Reason.CounterMoves, message));
  }

  private static Judgement stuck(String pod) {
    return new Judgement(pod(pod), "rule", new Decision.Stuck(Reason.NoProgress, "", List.of()));
  }

  private static Judgement unknown(String pod, Reason reason) {
    return new Judgement(pod(pod), "rule", new Decision.Unknown(reason, "Because."));
  }

  private static PodFacts pod(String name) {
    return PodFactsBuilder.builder()
        .name(name)
        .uid(name)
        .container("hub")
        .workload("rs")
        .node("node")
        .ip("10.0.0.1")
        .running(true)
        .startedAt(Instant.EPOCH)
        .otherPorts(Set.of())
        .build();
  }
}
