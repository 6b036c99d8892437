package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every part is killed, stopped, away or full at each step of a capture of 20,000 goroutines, on a
 * real cluster; a table of what became of it is left in target/faults.md. Takes more than an hour:
 * e2e/faults/run, not a build. {@code -Dfaults=WORDS} runs only the rows that have them all.
 */
@ExtendWith(TestCluster.Extension.class)
class Faults {

  private static final Path TABLE = Project.root().resolve("e2e/target/faults.md");
  private static final String ROUTINES = "HUB_IDLE_GOROUTINES=20000";
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private static final List<FaultEnd> ENDS = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> whateverHappensItEndsWell(TestCluster cluster) {
    String words = System.getProperty("faults", "");
    return FaultRow.all().stream()
        .filter(row -> Stream.of(words.split(" ")).allMatch(row.name()::contains))
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> run(cluster, row)));
  }

  /** After each row, because an hour is long. */
  private static void print() throws Exception {
    Files.createDirectories(TABLE.getParent());
    Files.writeString(
        TABLE,
        FaultEnd.HEAD
            + ENDS.stream().map(FaultEnd::line).collect(Collectors.joining())
            + FaultEnd.tally(ENDS));
  }

  private static void run(TestCluster cluster, FaultRow row) throws Exception {
    TestCluster.say(row.name());
    try (Scenario scenario = Scenario.restricted(cluster, "faults")) {
      scenario.deploy("hub", ROUTINES);
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
      ENDS.add(end);
      print();
      TestCluster.say(end.line().strip() + " " + end.story());
      assertThat(end.defects()).as(end.story()).isEmpty();
    }
  }

  private static String begin(Scenario scenario, FaultRow row) {
    if (!row.fault().needsPolicy()) {
      return scenario.begin("hub", row.way().spec());
    }
    scenario.policy("large", "hub", "capture: {" + row.way().spec() + "}");
    return scenario.awaitIncident().getMetadata().getName();
  }
}
