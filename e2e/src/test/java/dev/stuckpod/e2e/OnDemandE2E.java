package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.protocol.CaptureMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A person asks for a dump. */
@ExtendWith(TestCluster.Extension.class)
@Execution(ExecutionMode.CONCURRENT)
class OnDemandE2E {

  @Test
  void aPodNameIsEnough(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "on-demand")) {
      scenario.deploy("hub-pprof");

      DumpAnalysis analysis = scenario.ask("hub-pprof", "");

      assertThat(Scenario.condition(analysis, "Analyzed").orElseThrow().getReason())
          .isEqualTo("Explained");
      assertThat(analysis.getStatus().verdict()).isEqualTo("NothingFound");
      assertThat(scenario.container("hub-pprof").getRestartCount()).isZero();
    }
  }

  @Test
  void aGoAppWithoutPprofIsReadAndGoesOn(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "capture")) {
      scenario.deploy("hub");
      String pod = scenario.pod("hub").getMetadata().getName();

      Command.Result result =
          cluster.tryRun("./stuckpod", "capture", pod, "-n", scenario.namespace(), "--wait");

      assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
      assertThat(scenario.analyses().getFirst().getStatus().dumps())
          .hasSize(2)
          .allSatisfy(dump -> assertThat(dump.method()).isEqualTo(CaptureMethod.ProcMem));
      assertThat(scenario.container("hub").getRestartCount()).isZero();
      assertThat(scenario.signals("hub")).isZero();
    }
  }

  /** As where Yama forbids it: memory is closed, the next method is taken, and it is said why. */
  @Test
  void whereMemoryIsClosedPprofIsAskedAndTheReasonIsShown(TestCluster cluster) {
    String app = "hub-not-dumpable-pprof";
    try (Scenario scenario = Scenario.restricted(cluster, "closed")) {
      scenario.deploy(app);

      DumpAnalysis analysis = scenario.ask(app, "");

      assertThat(analysis.getStatus().dumps())
          .singleElement()
          .returns(CaptureMethod.Pprof, dump -> dump.method());
      assertThat(analysis.getStatus().capture().attempts())
          .filteredOn(a -> a.method() == CaptureMethod.ProcMem)
          .singleElement()
          .returns("Refused", a -> a.outcome())
          .satisfies(a -> assertThat(a.message()).contains("PR_SET_DUMPABLE"));
      assertThat(scenario.container(app).getRestartCount()).isZero();
      assertThat(scenario.signals(app)).isZero();
    }
  }

  @Test
  void aGoAppIsNotRestartedUnasked(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "unasked")) {
      scenario.deploy("hub");

      DumpAnalysis analysis = scenario.ask("hub", "methods: [Pprof, SigQuit]");

      assertThat(Scenario.condition(analysis, "Captured").orElseThrow())
          .returns("RestartNotAllowed", c -> c.getReason())
          .satisfies(c -> assertThat(c.getMessage()).contains("allowRestart"));
      assertThat(scenario.container("hub").getRestartCount()).isZero();
      assertThat(scenario.signals("hub")).isZero();
    }
  }

  @Test
  void aPodThatDoesNotExistIsSaid(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "no-pod")) {
      cluster.apply(
          scenario.namespace(),
          "{apiVersion: stuckpod.dev/v1alpha1, kind: DumpAnalysis, metadata: {name: nobody}, spec:"
              + " {podName: nobody}}");

      DumpAnalysis analysis = scenario.awaitEnd();

      assertThat(Scenario.condition(analysis, "Captured").orElseThrow().getReason())
          .isEqualTo("PodGone");
      assertThat(Scenario.condition(analysis, "Analyzed").orElseThrow().getReason())
          .isEqualTo("NoDump");
    }
  }
}
