package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Load tests on a real cluster, of servers that get stuck and servers that do not, with whatever
 * may happen to pods and to our own parts meanwhile; a table of what came of each is left in
 * target/loadtests.md. A quarter of an hour: e2e/loadtest/run, not a build. {@code
 * -Dloadtests=PHRASE|PHRASE} runs only the rows whose names have one of them.
 */
@ExtendWith(TestCluster.Extension.class)
class LoadTestTable {

  private static final Path TARGET = Project.root().resolve("e2e/target");
  private static final Path TABLE = TARGET.resolve("loadtests.md");
  private static final Path FOLDER = TARGET.resolve("loadtests");

  private static final List<LoadEnd> ENDS = Collections.synchronizedList(new ArrayList<>());

  /** A lot that runs at once: none of it disturbs the others, or one blow strikes them all. */
  private record Lot(LoadDeed blow, List<LoadRow> rows) {}

  @TestFactory
  Stream<DynamicTest> whoIsStuckIsNamedAndNobodyElse(TestCluster cluster) throws Exception {
    Files.createDirectories(FOLDER);
    List<LoadRow> rows = chosen(System.getProperty("loadtests", "").split("\\|", -1));
    Stream<Lot> apart =
        Stream.of(LoadRow.Kind.values())
            .map(
                kind ->
                    new Lot(
                        LoadDeed.NOTHING,
                        rows.stream()
                            .filter(row -> row.kind() == kind && !row.deed().strikesAll())
                            .toList()));
    Stream<Lot> struck =
        Stream.of(LoadDeed.values())
            .filter(LoadDeed::strikesAll)
            .map(deed -> new Lot(deed, rows.stream().filter(row -> row.deed() == deed).toList()));
    return Stream.concat(apart, struck)
        .filter(lot -> !lot.rows().isEmpty())
        .map(lot -> (Supplier<Stream<DynamicTest>>) () -> atOnce(cluster, lot))
        .flatMap(Supplier::get);
  }

  /** Begins with all of a lot now, which the last of them undoes. */
  private static Stream<DynamicTest> atOnce(TestCluster cluster, Lot lot) {
    lot.blow().prepare(cluster);
    var all = new CyclicBarrier(lot.rows().size(), () -> strike(cluster, lot.blow()));
    ExecutorService threads = Executors.newFixedThreadPool(lot.rows().size());
    List<Future<?>> runs =
        lot.rows().stream()
            .<Future<?>>map(row -> threads.submit(() -> run(cluster, row, all)))
            .toList();
    threads.shutdown();
    Stream<DynamicTest> tests =
        Stream.iterate(0, i -> i < runs.size(), i -> i + 1)
            .map(i -> DynamicTest.dynamicTest(lot.rows().get(i).name(), runs.get(i)::get));
    return Stream.concat(
        tests,
        Stream.of(DynamicTest.dynamicTest("undo " + lot.blow(), () -> lot.blow().undo(cluster))));
  }

  private static void strike(TestCluster cluster, LoadDeed blow) {
    try {
      blow.strikeAll(cluster);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows whose names have one of the phrases, in the order of all. */
  private static List<LoadRow> chosen(String... phrases) {
    return LoadRow.all().stream()
        .filter(row -> Stream.of(phrases).anyMatch(row.name()::contains))
        .toList();
  }

  private static Void run(TestCluster cluster, LoadRow row, CyclicBarrier all) throws Exception {
    TestCluster.say(row.name() + " in " + row.namespace());
    LoadEnd end = new LoadRun(cluster, row, all, FOLDER).run();
    synchronized (ENDS) {
      ENDS.add(end);
      print();
    }
    TestCluster.say(end.line().strip());
    assertThat(end.defects()).as(end.story()).isEmpty();
    return null;
  }

  private static void print() throws Exception {
    Files.writeString(
        TABLE,
        LoadRow.all().stream()
            .flatMap(row -> List.copyOf(ENDS).stream().filter(end -> end.row().equals(row)))
            .map(LoadEnd::line)
            .collect(Collectors.joining("", LoadEnd.HEAD, "")));
  }
}
