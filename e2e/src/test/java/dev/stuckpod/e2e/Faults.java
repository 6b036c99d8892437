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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every part is killed, stopped, away or full at each step of a capture, on a real cluster; a table
 * of what became of it is left in target/faults.md. Takes more than an hour: e2e/faults/run, not a
 * build. {@code -Dfaults=PHRASE|PHRASE} runs only the rows whose names have one of them.
 */
@ExtendWith(TestCluster.Extension.class)
class Faults {

  private static final Path TABLE = Project.root().resolve("e2e/target/faults.md");
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** So many rows at once of those that stay apart. */
  private static final int LANES = 3;

  /** So many dumps that drain at once, each with an operator that is killed for it. */
  private static final int DRAINS = 2;

  private static final List<FaultEnd> ENDS = Collections.synchronizedList(new ArrayList<>());

  /** First those that stay apart, side by side; then those that drain; then one after the other. */
  @TestFactory
  Stream<DynamicTest> whateverHappensItEndsWell(TestCluster cluster) {
    List<FaultRow> rows = chosen(System.getProperty("faults", "").split("\\|", -1));
    List<FaultRow> apart = rows.stream().filter(row -> row.fault().staysApart()).toList();
    List<FaultRow> drains = rows.stream().filter(FaultRow::drains).toList();
    List<FaultRow> alone =
        rows.stream().filter(row -> !apart.contains(row) && !drains.contains(row)).toList();
    return Stream.of(
            () -> sideBySide(cluster, LANES, apart),
            () -> sideBySide(cluster, DRAINS, drains),
            (Supplier<Stream<DynamicTest>>) () -> sideBySide(cluster, 1, alone))
        .flatMap(Supplier::get);
  }

  /** Begins with all rows now, so many at once. */
  private static Stream<DynamicTest> sideBySide(
      TestCluster cluster, int lanes, List<FaultRow> rows) {
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    List<DynamicTest> tests =
        rows.stream().map(row -> test(row, threads.submit(() -> run(cluster, row)))).toList();
    threads.shutdown();
    return tests.stream();
  }

  private static DynamicTest test(FaultRow row, Future<?> run) {
    return DynamicTest.dynamicTest(row.name(), run::get);
  }

  /** The rows whose names have one of the phrases, in the order of these. */
  private static List<FaultRow> chosen(String... phrases) {
    return Stream.of(phrases)
        .flatMap(phrase -> FaultRow.all().stream().filter(row -> row.name().contains(phrase)))
        .distinct()
        .toList();
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
      scenario.awaitSidecars("hub");
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
