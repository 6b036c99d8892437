package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.FindingInfo;
import dev.stuckpod.protocol.CaptureMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Go server that deadlocks under a real load: the story that Stuckpod is made for. */
@ExtendWith(TestCluster.Extension.class)
@Execution(ExecutionMode.CONCURRENT)
class FrozenHubE2E {

  /**
   * Its image is stripped, its root is read-only, it serves no pprof, and nothing may be restarted.
   */
  @Test
  void aFrozenHubIsReadFromItsMemoryAndDoesNotNotice(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "hub-memory")) {
      scenario
          .deploy("hub")
          .policy("frozen", "hub", "capture: {allowRestart: false}")
          .load("hub.js", "hub", 8080);

      DumpAnalysis read = scenario.awaitEnd();
      scenario.endLoad("hub");

      TestCluster.say(cluster.kubectl("-n", scenario.namespace(), "get", "dumpanalyses"));
      assertThat(Scenario.condition(read, "Captured").orElseThrow().getReason())
          .isEqualTo("Complete");
      assertDeadlock(read.getStatus());
      assertThat(Scenario.attempts(read))
          .hasSize(2)
          .allSatisfy(a -> assertThat(a.method()).isEqualTo(CaptureMethod.ProcMem))
          .allSatisfy(a -> assertThat(a.outcome()).isEqualTo("DumpTaken"));
      assertThat(scenario.raw(read, 1))
          .startsWith("# goroutines of pid ")
          .contains("# has not run for");
      assertThat(read.getStatus().confidence()).as("who reads is a fact").isEqualTo("Proven");
      assertThat(read.getStatus().findings().getFirst().evidence())
          .anyMatch(
              e -> e.matches("memory: goroutine \\d+ holds the RWMutex .* to read .proven.*"));
      assertThat(scenario.signals("hub")).isZero();
      assertThat(scenario.container("hub").getRestartCount()).isZero();

      DumpAnalysis signalled = scenario.ask("hub", "methods: [SigQuit], allowRestart: true");

      FindingInfo first = read.getStatus().findings().getFirst();
      FindingInfo second = signalled.getStatus().findings().getFirst();
      assertThat(first.kind()).isEqualTo(second.kind());
      assertThat(first.resource()).isEqualTo(second.resource());
      assertThat(places(first)).isEqualTo(places(second));
      TestCluster.say(Likeness.of(scenario.raw(read, 1), scenario.raw(signalled, 0)));
    }
  }

  /** Who holds it up, and where; who waits for them comes and goes with the load. */
  private static List<String> places(FindingInfo finding) {
    return finding.participants().stream()
        .filter(p -> !"waiter".equals(p.role()))
        .map(p -> p.role() + " " + p.function() + " " + p.location())
        .toList();
  }

  @Test
  void aFrozenHubIsSignalledOnceAndExplained(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "hub")) {
      scenario
          .deploy("hub")
          .policy("frozen", "hub", "capture: {methods: [SigQuit], allowRestart: true}")
          .load("hub.js", "hub", 8080);

      DumpAnalysis analysis = scenario.awaitEnd();
      scenario.endLoad("hub");

      String name = analysis.getMetadata().getName();
      TestCluster.say(cluster.kubectl("-n", scenario.namespace(), "get", "dumpanalyses"));
      assertThat(Scenario.condition(analysis, "Captured").orElseThrow().getReason())
          .isEqualTo("Complete");
      assertDeadlock(analysis.getStatus());
      assertThat(Scenario.attempts(analysis))
          .singleElement()
          .returns(CaptureMethod.SigQuit, a -> a.method())
          .returns("SignalSent", a -> a.outcome());
      assertThat(scenario.signals("hub")).isEqualTo(1);
      assertThat(analysis.getStatus().capture().containerRestarted()).isTrue();
      assertThat(scenario.container("hub").getRestartCount()).isEqualTo(1);
      cluster.kubectl(
          "-n",
          scenario.namespace(),
          "wait",
          "--for=condition=Analyzed",
          "--timeout=1s",
          "da/" + name);

      String raw = scenario.raw(analysis, 0);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8));
      assertThat(HexFormat.of().formatHex(digest))
          .isEqualTo(analysis.getStatus().dumps().getFirst().sha256());
      assertThat(raw).startsWith("SIGQUIT: quit");
      assertThat(cluster.kubectl("-n", scenario.namespace(), "get", "events"))
          .contains("DumpTaken")
          .contains("Analyzed");
    }
  }

  @Test
  void aFrozenHubWithPprofIsExplainedWithoutASignal(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "hub-pprof")) {
      scenario
          .deploy("hub-pprof")
          .policy("frozen", "hub-pprof", "capture: {methods: [Pprof, SigQuit], allowRestart: true}")
          .load("hub.js", "hub-pprof", 8080);

      DumpAnalysis analysis = scenario.awaitEnd();
      scenario.endLoad("hub-pprof");

      assertDeadlock(analysis.getStatus());
      assertThat(Scenario.attempts(analysis))
          .singleElement()
          .returns(CaptureMethod.Pprof, a -> a.method());
      assertThat(scenario.signals("hub-pprof")).isZero();
      assertThat(scenario.container("hub-pprof").getRestartCount()).isZero();
    }
  }

  private static void assertDeadlock(DumpAnalysisStatus status) {
    assertThat(status.verdict()).isEqualTo("Deadlock");
    assertThat(status.cause()).contains("hub.go:");
    DumpAnalysis holderOf = new DumpAnalysis();
    holderOf.setStatus(status);
    assertThat(Scenario.participant(holderOf, "holder"))
        .satisfies(p -> assertThat(p.function()).endsWith("broadcastToStream"))
        .satisfies(p -> assertThat(p.location()).matches(".*hub\\.go:\\d+"));
    assertThat(Scenario.participant(holderOf, "worker"))
        .satisfies(p -> assertThat(p.function()).contains("isSubscribed"))
        .satisfies(p -> assertThat(p.location()).matches(".*hub\\.go:\\d+"));
    assertThat(Scenario.participant(holderOf, "pending-writer"))
        .satisfies(p -> assertThat(p.location()).matches(".*hub\\.go:\\d+"));
  }
}
