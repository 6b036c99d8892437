package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.RawDump;
import io.fabric8.kubernetes.api.model.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every part is killed, stopped or full at each step of a capture, on a real cluster; a table of
 * what became of it is left in target/faults.md. Takes half an hour: e2e/faults/run, not a build.
 * {@code -Dfaults=WORDS} runs only the rows that have them all.
 */
@ExtendWith(TestCluster.Extension.class)
class Faults {

  private static final Path TABLE = Project.root().resolve("e2e/target/faults.md");
  private static final int ROUTINES = 20_000;
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final Duration STOPPED = Duration.ofSeconds(20);

  private static final List<String> ROWS = new ArrayList<>();

  /** How the dump is taken. */
  private enum Way {
    MEMORY("methods: [ProcMem, SigQuit], allowRestart: true"),
    SIGNAL("methods: [SigQuit], allowRestart: true");

    private final String spec;

    Way(String spec) {
      this.spec = spec;
    }
  }

  /** When it happens. */
  private enum Step {
    ASKED("asked for"),
    BEGUN("begun"),
    TAKEN("taken or signalled");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    boolean hasCome(DumpAnalysis analysis) {
      return switch (this) {
        case ASKED -> true;
        case BEGUN -> analysis.getStatus() != null && !Scenario.attempts(analysis).isEmpty();
        case TAKEN ->
            analysis.getStatus() != null
                && (!dumps(analysis).isEmpty()
                    || Scenario.attempts(analysis).stream().anyMatch(Faults::wasSent));
      };
    }
  }

  /** What happens. */
  private interface Fault {
    void strike(TestCluster cluster, Scenario scenario) throws Exception;
  }

  private record Row(Way way, Step step, Duration later, String what, Fault fault) {
    String name() {
      String when = later.isZero() ? "" : " " + later.toMillis() + " ms after it";
      return "%s, %s%s: %s".formatted(way, step.label, when, what);
    }
  }

  @AfterAll
  static void print() throws Exception {
    Files.createDirectories(TABLE.getParent());
    Files.writeString(
        TABLE,
        "| Way, step: what happens | Captured | Analyzed | after | dumps | signals | restarts |\n"
            + "| --- | --- | --- | --- | --- | --- | --- |\n"
            + String.join("", ROWS));
  }

  @TestFactory
  Stream<DynamicTest> whateverHappensItEndsWell(TestCluster cluster) {
    String words = System.getProperty("faults", "");
    return rows()
        .filter(row -> Stream.of(words.split(" ")).allMatch(row.name()::contains))
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> run(cluster, row)));
  }

  private static Stream<Row> rows() {
    var rows = new ArrayList<Row>();
    for (Way way : Way.values()) {
      for (Step step : Step.values()) {
        add(rows, way, step, "the operator is killed", (cluster, _) -> cluster.killOperator());
        add(rows, way, step, "the operator stands still", Faults::stopOperator);
        add(rows, way, step, "the sidecar is killed", (_, s) -> sidecar(s).kill());
        add(rows, way, step, "the sidecar stands still", (_, s) -> pause(sidecar(s)));
        add(rows, way, step, "the pod is deleted", Faults::deletePod);
        add(
            rows,
            way,
            step,
            "the API server stands still",
            (cluster, _) -> pause(apiServer(cluster)));
        add(rows, way, step, "the operator's spool cannot be written", Faults::closeSpool);
        add(rows, way, step, "the sidecar's spool cannot be written", (_, s) -> lock(sidecar(s)));
      }
      add(rows, way, Step.ASKED, "Prometheus is away", Faults::withoutPrometheus);
    }
    for (int tenth = 0; tenth < 10; tenth++) {
      rows.add(
          new Row(
              Way.SIGNAL,
              Step.TAKEN,
              Duration.ofMillis(1_500L * tenth + 1),
              "the operator is killed while the dump drains",
              (cluster, _) -> cluster.killOperator()));
    }
    return rows.stream();
  }

  private static void add(List<Row> rows, Way way, Step step, String what, Fault fault) {
    rows.add(new Row(way, step, Duration.ZERO, what, fault));
  }

  private static void run(TestCluster cluster, Row row) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "faults")) {
      scenario.deploy("hub").environment("hub", "HUB_IDLE_GOROUTINES=" + ROUTINES);
      String pod = scenario.pod("hub").getMetadata().getUid();
      String asked = scenario.begin("hub", row.way().spec);
      Awaitility.await(row.step().label)
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> row.step().hasCome(scenario.analysis(asked)));
      Thread.sleep(row.later());
      row.fault().strike(cluster, scenario);

      DumpAnalysis analysis = scenario.awaitEnd(asked, LIMIT);

      tellAndHold(scenario, row, analysis, pod);
    }
  }

  private static void tellAndHold(
      Scenario scenario, Row row, DumpAnalysis analysis, String podUid) {
    boolean samePod =
        scenario.pods("hub").stream().anyMatch(p -> p.getMetadata().getUid().equals(podUid));
    Condition captured = Scenario.condition(analysis, "Captured").orElseThrow();
    Condition analyzed = Scenario.condition(analysis, "Analyzed").orElseThrow();
    long signals = samePod ? scenario.signals("hub") : 0;
    int restarts = samePod ? scenario.container("hub").getRestartCount() : 0;
    String text =
        "| %s | %s | %s | %d s | %d | %d | %d |\n"
            .formatted(
                row.name(),
                captured.getReason(),
                analyzed.getReason(),
                Duration.between(
                        Instant.parse(analysis.getMetadata().getCreationTimestamp()),
                        Instant.parse(analyzed.getLastTransitionTime()))
                    .toSeconds(),
                dumps(analysis).size(),
                signals,
                restarts);
    ROWS.add(text);
    TestCluster.say(text.strip() + " " + captured.getMessage());
    assertThat(captured.getReason()).isNotIn("Pending", "Running");
    assertThat(captured.getMessage()).isNotBlank();
    assertThat(signals).isLessThanOrEqualTo(1);
    assertThat(restarts).isLessThanOrEqualTo(1);
    assertThat(Scenario.attempts(analysis))
        .allSatisfy(attempt -> assertThat(attempt.outcome()).isNotNull());
    if (restarts == 1 && Scenario.attempts(analysis).stream().anyMatch(Faults::wasSent)) {
      assertThat(analysis.getStatus().capture().containerRestarted()).isTrue();
    }
    if (row.way() == Way.MEMORY) {
      assertThat(signals).as("a trouble of ours signals nothing").isZero();
    }
    assertThat(keptNames(scenario))
        .as("raw dumps that nobody refers to")
        .containsExactlyInAnyOrderElementsOf(
            dumps(analysis).stream()
                .filter(dump -> dump.rawDumpRef() != null)
                .map(dump -> dump.rawDumpRef().name())
                .toList());
  }

  private static boolean wasSent(Attempt attempt) {
    return attempt.signalledAt() != null;
  }

  private static List<String> keptNames(Scenario scenario) {
    return scenario
        .client()
        .resources(RawDump.class)
        .inNamespace(scenario.namespace())
        .list()
        .getItems()
        .stream()
        .map(part -> part.getSpec().dump())
        .distinct()
        .toList();
  }

  private static List<DumpInfo> dumps(DumpAnalysis analysis) {
    var dumps = analysis.getStatus().dumps();
    return dumps == null ? List.of() : dumps;
  }

  private static HostProcess sidecar(Scenario scenario) {
    return HostProcess.of(
        scenario.pod("hub").getStatus().getInitContainerStatuses().stream()
            .filter(status -> status.getName().equals("stuckpod"))
            .findFirst()
            .orElseThrow()
            .getContainerID()
            .replaceFirst("^.*//", ""));
  }

  private static HostProcess apiServer(TestCluster cluster) throws Exception {
    String line = Files.readString(cluster.state().resolve("pid/kube-apiserver"));
    return new HostProcess(Long.parseLong(line.split(" ")[0]));
  }

  private static void stopOperator(TestCluster cluster, Scenario scenario) throws Exception {
    pause(cluster.operator());
  }

  private static void deletePod(TestCluster cluster, Scenario scenario) {
    cluster.kubectl(
        "-n",
        scenario.namespace(),
        "delete",
        "pod",
        scenario.pod("hub").getMetadata().getName(),
        "--now",
        "--wait=false");
  }

  private static void withoutPrometheus(TestCluster cluster, Scenario scenario) throws Exception {
    cluster.kubectl("-n", "monitoring", "scale", "deploy/prometheus", "--replicas=0");
    Thread.sleep(STOPPED);
    cluster.kubectl("-n", "monitoring", "scale", "deploy/prometheus", "--replicas=1");
    cluster.kubectl("-n", "monitoring", "rollout", "status", "deploy/prometheus", "--timeout=120s");
  }

  private static void closeSpool(TestCluster cluster, Scenario scenario) throws Exception {
    HostProcess operator = cluster.operator();
    operator.spool("0555");
    Thread.sleep(STOPPED);
    operator.spool("0777");
  }

  private static void lock(HostProcess sidecar) {
    sidecar.spool("0555");
  }

  private static void pause(HostProcess process) throws Exception {
    process.signal("STOP");
    Thread.sleep(STOPPED);
    process.signal("CONT");
  }
}
