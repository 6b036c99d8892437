package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sibling;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Of a workload one pod freezes and another works on; in the next release one freezes again, and
 * then one more.
 */
@ExtendWith(TestCluster.Extension.class)
@Execution(ExecutionMode.CONCURRENT)
class MemoryOfTheFleetE2E {

  private static final String NEXT = "localhost/stuckpod/hub:next";

  /** Fewer are busy at once sooner, also where clients need some time to leave. */
  private static final String FEW_WORKERS = "HUB_WORKERS=32";

  private static final String[] WORKS = {
    "CLIENTS=150", "BROADCASTS=5", "LEAVE_AT=3600", "DURATION=3600"
  };

  @Test
  void aFaultIsToldBesideAHealthyPodAndKnownAgainInTheNextRelease(TestCluster cluster)
      throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "fleet")) {
      scenario.deploy("hub", FEW_WORKERS);
      pods(cluster, scenario, "hub", 2);
      scenario.policy("frozen", "hub", "limits: {perSignature: {count: 2, per: 1h}}");

      DumpAnalysis first = oneFreezesBesideAnother(cluster, scenario);
      asIfItWereOfYesterday(cluster, scenario, first);
      DumpAnalysis again = oneFreezesInTheNextRelease(cluster, scenario, first);
      oneMoreIsNotDumped(scenario, List.of(first, again));
      show(cluster, scenario, first, again);
    }
  }

  /** It is attached to, which it has to answer, and goes on selling. */
  @Test
  void aHealthyTillBesideAFrozenOneIsAskedForItsThreads(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "fleet-till")) {
      scenario.deploy("till");
      pods(cluster, scenario, "till", 2);
      scenario.policy("till", "till", "");
      Pod stuck = scenario.pods("till").getFirst();
      Pod healthy = scenario.pods("till").getLast();
      scenario
          .load("till.js", "healthy", healthy, 8080, "LUNCH=399", "DURATION=400", "RATE=10")
          .load("till.js", "stuck", stuck, 8080, "LUNCH=10", "DURATION=400");

      DumpAnalysis analysis = scenario.awaitEnd();

      TestCluster.say(stuckpod(cluster, scenario, "show", analysis));
      Sibling beside = analysis.getStatus().sibling();
      assertThat(beside.pod()).isEqualTo(name(healthy));
      assertThat(beside.method()).isEqualTo(CaptureMethod.Jcmd.name());
      assertThat(beside.onlyHere()).anyMatch(group -> group.contains("BLOCKED"));
      assertHasNotNoticed(scenario, healthy);
      assertThat(cluster.kubectl("-n", scenario.namespace(), "logs", name(healthy), "-c", "till"))
          .doesNotContain("Full thread dump");
    }
  }

  private static DumpAnalysis oneFreezesBesideAnother(TestCluster cluster, Scenario scenario)
      throws Exception {
    Pod stuck = scenario.pods("hub").getFirst();
    Pod healthy = scenario.pods("hub").getLast();
    scenario
        .load("hub.js", "healthy", healthy, 8080, WORKS)
        .load("hub.js", "stuck", stuck, 8080, leaving(20));

    DumpAnalysis analysis = scenario.awaitEnd();

    DumpAnalysisStatus status = analysis.getStatus();
    assertThat(status.verdict()).isEqualTo("Deadlock");
    assertThat(analysis.getSpec().podName()).isEqualTo(name(stuck));
    assertThat(analysis.getSpec().sibling()).isEqualTo(name(healthy));
    Sibling beside = status.sibling();
    assertThat(beside.message()).startsWith("Pod %s ".formatted(name(healthy)));
    assertThat(beside.method()).isEqualTo(CaptureMethod.ProcMem.name());
    assertThat(beside.routines()).as("its clients are there").isGreaterThan(150);
    assertThat(beside.onlyHere())
        .anyMatch(group -> group.matches("3\\d .*sync.RWMutex.RLock.*isSubscribed < .*"))
        .anyMatch(group -> group.contains("broadcastToStream"));
    assertThat(status.workload()).isEqualTo("Deployment/hub");
    assertThat(status.occurrences()).isEqualTo(1);
    assertThat(status.signature().text()).contains("broadcastToStream").contains("isSubscribed");
    assertWorksOn(cluster, scenario, healthy);
    assertHasNotNoticed(scenario, healthy);
    scenario.endLoad("stuck");
    scenario.endLoad("healthy");
    return analysis;
  }

  private static DumpAnalysis oneFreezesInTheNextRelease(
      TestCluster cluster, Scenario scenario, DumpAnalysis first) throws Exception {
    cluster.kubectl("-n", scenario.namespace(), "set", "image", "deploy/hub", "hub=" + NEXT);
    pods(cluster, scenario, "hub", 3);
    scenario.load("hub.js", "again", scenario.pods("hub").getFirst(), 8080, leaving(20));
    // who freezes when the first has been told
    scenario.load("hub.js", "more", scenario.pods("hub").get(1), 8080, leaving(60));

    Awaitility.await("a second incident")
        .atMost(Duration.ofMinutes(3))
        .until(() -> other(scenario, first).isPresent());
    String name = other(scenario, first).orElseThrow().getMetadata().getName();
    DumpAnalysis again = scenario.awaitEnd(name);

    assertThat(again.getStatus().image()).isEqualTo(NEXT);
    assertThat(again.getStatus().signature()).isEqualTo(first.getStatus().signature());
    assertThat(again.getStatus().sameAs()).isEqualTo(first.getMetadata().getName());
    assertThat(again.getStatus().occurrences()).isNull();
    assertThat(again.getStatus().dumps()).as("it has its own dump").isNotEmpty();
    assertThat(again.getSpec().sibling()).as("what is known needs none").isNull();
    DumpAnalysisStatus counted = scenario.analysis(first.getMetadata().getName()).getStatus();
    assertThat(counted.occurrences()).isEqualTo(2);
    assertThat(Instant.parse(counted.lastSeen()))
        .isAfter(Instant.parse(first.getStatus().lastSeen()));
    assertThat(counted.images())
        .extracting(DumpAnalysisStatus.SeenImage::image)
        .containsExactly("localhost/stuckpod/hub:dev", NEXT);
    assertThat(counted.seenIn())
        .extracting(DumpAnalysisStatus.Sighting::analysis)
        .containsExactly(first.getMetadata().getName(), name);
    return again;
  }

  private static void oneMoreIsNotDumped(Scenario scenario, List<DumpAnalysis> dumped) {
    String first = dumped.getFirst().getMetadata().getName();
    Awaitility.await("the policy says what keeps it from a dump")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> String.valueOf(scenario.policy("hub").getStatus().notFiring()).contains(first));
    assertThat(scenario.policy("hub").getStatus().notFiring().toString())
        .contains("limits.perSignature allows no more");
    assertThat(scenario.analyses()).hasSize(dumped.size());
  }

  /** What a person sees of it. */
  private static void show(
      TestCluster cluster, Scenario scenario, DumpAnalysis first, DumpAnalysis again) {
    String told = stuckpod(cluster, scenario, "show", first);
    assertThat(told).contains("Seen 2 times in 2 pods").contains("It came back in next");
    assertThat(stuckpod(cluster, scenario, "show", again)).contains(first.getMetadata().getName());
    TestCluster.say(told);
    TestCluster.say(
        cluster.kubectl("-n", scenario.namespace(), "get", "dumpanalyses", "-o", "wide"));
  }

  private static String stuckpod(
      TestCluster cluster, Scenario scenario, String command, DumpAnalysis analysis) {
    return cluster.run(
        "./stuckpod", command, analysis.getMetadata().getName(), "-n", scenario.namespace());
  }

  /** Messages go on to its clients. */
  private static void assertWorksOn(TestCluster cluster, Scenario scenario, Pod healthy) {
    double before = messages(cluster, scenario, healthy);
    Awaitility.await("it works on")
        .atMost(Duration.ofSeconds(30))
        .until(() -> messages(cluster, scenario, healthy) > before);
  }

  private static void assertHasNotNoticed(Scenario scenario, Pod healthy) {
    assertThat(scenario.signals(healthy)).isZero();
    Pod now = scenario.client().resource(healthy).get();
    assertThat(now.getStatus().getContainerStatuses())
        .allSatisfy(container -> assertThat(container.getRestartCount()).isZero());
    assertThat(Scenario.sidecar(now).getRestartCount()).isZero();
  }

  private static double messages(TestCluster cluster, Scenario scenario, Pod pod) {
    String page =
        "/api/v1/namespaces/%s/pods/%s:8080/proxy/metrics"
            .formatted(scenario.namespace(), name(pod));
    return cluster
        .kubectl("get", "--raw", page)
        .lines()
        .filter(line -> line.startsWith("hub_server_msg_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  /** Old and new pods of one rollout may run beside each other, and nothing has come back then. */
  private static void asIfItWereOfYesterday(
      TestCluster cluster, Scenario scenario, DumpAnalysis first) {
    String yesterday =
        Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
    cluster.kubectl(
        "-n",
        scenario.namespace(),
        "patch",
        "da/" + first.getMetadata().getName(),
        "--subresource=status",
        "--type=json",
        "-p",
        """
        [{"op": "replace", "path": "/status/images/0/firstSeen", "value": "%1$s"},
         {"op": "replace", "path": "/status/images/0/lastSeen", "value": "%1$s"}]
        """
            .formatted(yesterday));
  }

  /** So many, all of the newest release, with sidecars. */
  private static void pods(TestCluster cluster, Scenario scenario, String app, int count) {
    String deployment = "deploy/" + app;
    cluster.kubectl("-n", scenario.namespace(), "scale", deployment, "--replicas=" + count);
    cluster.kubectl("-n", scenario.namespace(), "rollout", "status", deployment, "--timeout=120s");
    Awaitility.await("the old pods are gone")
        .atMost(Duration.ofMinutes(1))
        .until(() -> scenario.pods(app).size() == count);
    scenario.awaitSidecars(app);
  }

  private static Optional<DumpAnalysis> other(Scenario scenario, DumpAnalysis than) {
    return scenario.analyses().stream()
        .filter(one -> !one.getMetadata().getName().equals(than.getMetadata().getName()))
        .findFirst();
  }

  private static String[] leaving(int second) {
    return new String[] {"CLIENTS=400", "LEAVE_AT=" + second, "DURATION=400"};
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
