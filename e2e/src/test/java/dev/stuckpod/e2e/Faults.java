package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every part is killed, stopped, away or full at each step of a capture, on a real cluster; a table
 * of what became of it is left in target/faults.md. Takes more than an hour: e2e/faults/run, not a
 * build. {@code -Dfaults=WORDS} runs only the rows that have them all.
 */
@ExtendWith(TestCluster.Extension.class)
class Faults {

  private static final Path TABLE = Project.root().resolve("e2e/target/faults.md");
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** So many rows at once that strike nothing but their own pod. */
  private static final int LANES = 3;

  private static final List<FaultEnd> ENDS = Collections.synchronizedList(new ArrayList<>());

  /** First those that strike their own pod, side by side; then one after the other. */
  @TestFactory
  Stream<DynamicTest> whateverHappensItEndsWell(TestCluster cluster) {
    List<String> words = List.of(System.getProperty("faults", "").split(" "));
    List<FaultRow> rows =
        FaultRow.all().stream()
            .filter(row -> words.stream().allMatch(row.name()::contains))
            .toList();
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    List<DynamicTest> own =
        rows.stream()
            .filter(row -> row.fault().strikesItsPod())
            .map(row -> later(row, lanes.submit(() -> run(cluster, row))))
            .toList();
    lanes.shutdown();
    Stream<DynamicTest> others =
        rows.stream()
            .filter(row -> !row.fault().strikesItsPod())
            .map(row -> DynamicTest.dynamicTest(row.name(), () -> run(cluster, row)));
    return Stream.concat(own.stream(), others);
  }

  private static DynamicTest later(FaultRow row, Future<?> run) {
    return DynamicTest.dynamicTest(row.name(), run::get);
  }

  /** After each row, because an hour is long. */
  private static void print() throws Exception {
    List<FaultEnd> ends =
        FaultRow.all().stream()
            .flatMap(row -> List.copyOf(ENDS).stream().filter(end -> end.row().equals(row)))
            .toList();
    Files.createDirectories(TABLE.getParent());
    Files.writeString(
        TABLE,
        FaultEnd.HEAD
            + ends.stream().map(FaultEnd::line).collect(Collectors.joining())
            + FaultEnd.tally(ends));
  }

  private static Void run(TestCluster cluster, FaultRow row) throws Exception {
    TestCluster.say(row.name());
    String name = "faults-" + FaultRow.all().indexOf(row);
    try (Scenario scenario = Scenario.restricted(cluster, name)) {
      scenario.deploy("hub", "HUB_IDLE_GOROUTINES=" + row.routines());
      String pod = scenario.pod("hub").getMetadata().getUid();
      var strike = new FaultStrike(cluster, scenario, row);
      String asked = begin(scenario, row);
      Awaitility.await(row.step().label())
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> row.step().hasCome(scenario.analysis(asked)));
      Thread.sleep(row.later());
      strike.strike();

      DumpAnalysis analysis = scenario.awaitEnd(asked, LIMIT);

      strike.hasHappened();
      FaultEnd end = FaultEnd.of(scenario, row, analysis, pod);
      synchronized (ENDS) {
        ENDS.add(end);
        print();
      }
      TestCluster.say(end.line().strip() + " " + end.story());
      assertThat(end.defects()).as(end.story()).isEmpty();
    }
    return null;
  }

  private static String begin(Scenario scenario, FaultRow row) {
    if (!row.fault().needsPolicy()) {
      return scenario.begin("hub", row.way().spec());
    }
    scenario.policy("large", "hub", "capture: {" + row.way().spec() + "}");
    return scenario.awaitIncident().getMetadata().getName();
  }
}
