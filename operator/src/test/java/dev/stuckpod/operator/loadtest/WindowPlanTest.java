package dev.stuckpod.operator.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.operator.loadtest.WindowPlan.Senses;
import dev.stuckpod.operator.loadtest.window.During;
import dev.stuckpod.operator.loadtest.window.WindowTimes;
import dev.stuckpod.operator.opening.Limits;
import dev.stuckpod.operator.opening.limit.Frequency;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a window asks for, and what follows where it asks for nothing. */
class WindowPlanTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @Test
  void whereNothingIsSaidAllIsDetectedAndNothingRestarted() {
    WindowPlan plan = plan("{}");
    assertThat(plan.times())
        .isEqualTo(
            new WindowTimes(
                new During.ByHand(), Duration.ofMinutes(1), Duration.ofHours(2), false));
    assertThat(plan.interval()).isEqualTo(Duration.ofSeconds(3));
    assertThat(plan.detect()).isEqualTo(new Senses(true, true, true, true));
    assertThat(plan.least()).isEqualTo(Confidence.Strong);
    assertThat(plan.capture()).isEqualTo(new CaptureSpec(null, false, null, "1s"));
    assertThat(plan.limits())
        .isEqualTo(
            new Limits(
                new Frequency(12, Duration.ofHours(1)),
                new Frequency(200, Duration.ofHours(1)),
                null,
                4));
    assertThat(plan.keep()).isEqualTo(10);
    assertThat(plan.ttl()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void whatIsSaidCounts() {
    WindowPlan plan =
        plan(
            """
            settle: 5s
            deadline: 90m
            interval: 10s
            ended: true
            detect: {metrics: false, residue: false}
            failOn: {confidence: Suspected}
            capture: {methods: [Pprof], samples: 2, interval: 7s}
            retention: {keep: 1, ttl: 1h}
            """);
    assertThat(plan.times())
        .isEqualTo(
            new WindowTimes(
                new During.ByHand(), Duration.ofSeconds(5), Duration.ofMinutes(90), true));
    assertThat(plan.interval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plan.detect()).isEqualTo(new Senses(true, false, false, true));
    assertThat(plan.detect().scrapes()).isFalse();
    assertThat(plan.least()).isEqualTo(Confidence.Suspected);
    assertThat(plan.capture())
        .isEqualTo(new CaptureSpec(List.of(CaptureMethod.Pprof), false, 2, "7s"));
    assertThat(plan.keep()).isEqualTo(1);
    assertThat(plan.ttl()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatEndsAPodsContainerIsDoneOnce() {
    WindowPlan plan = plan("capture: {allowRestart: true}");
    assertThat(plan.capture().allowRestart()).isTrue();
    assertThat(plan.limits().perPod()).isEqualTo(new Frequency(1, Duration.ofHours(1)));
  }

  @Test
  void residueWantsPagesToo() {
    assertThat(plan("detect: {metrics: false}").detect().scrapes()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                               | ByHand[]
          duration: 10m                    | For[duration=PT10M]
          until: '2026-01-15T12:00:00Z'    | Until[time=2026-01-15T12:00:00Z]
          until: '2026-01-15T13:00:00+01:00' | Until[time=2026-01-15T12:00:00Z]
          until: '2026-01-15T12:00:00.5Z'  | Until[time=2026-01-15T12:00:00.500Z]
          testRun: {name: soak}            | Child[name=soak]
          job: {name: load}                | Child[name=load]
          """)
  void theLoadLastsAsItIsSaid(String during, String expected) {
    String spec = during.equals("{}") ? "during: {}" : "during: {" + during + "}";
    assertThat(plan(spec).times().during()).hasToString(expected);
  }

  @Test
  void whatTheApiServerShouldHaveRefusedIsRefused() {
    assertThatThrownBy(() -> plan("settle: soon")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan("during: {until: tomorrow}"))
        .isInstanceOf(RuntimeException.class);
  }

  private static WindowPlan plan(String spec) {
    return WindowPlan.of(YAML.unmarshal(spec, LoadTestWindowSpec.class));
  }
}
