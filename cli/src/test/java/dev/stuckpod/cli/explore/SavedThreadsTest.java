package dev.stuckpod.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.cli.explore.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code save} writes of threads is read again as it was. */
class SavedThreadsTest {

  private static final Options EACH =
      new Options(Limits.DEFAULT.withEach(1 << 24), 100, 100, Options.DEFAULT.effort());

  private final StringWriter out = new StringWriter();

  @TempDir private Path folder = Path.of("");

  static Stream<Path> dumps() throws IOException {
    try (Stream<Path> corpus = Files.list(Path.of("../corpus/dumps"));
        Stream<Path> forms = Files.walk(Path.of("../analysis/src/test/resources/dumps"))) {
      return Stream.concat(corpus, forms)
          .filter(file -> file.getFileName().toString().matches("(java-.*|.*jdk.*)[.](txt|json)"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void sameNamesStatesCallsAndLocks(Path dump) throws Exception {
    Path kept = folder.resolve("kept.txt");

    assertThat(explore(dump.toString(), "--", "save " + kept)).as(out.toString()).isZero();

    assertThat(threads(kept)).isEqualTo(threads(dump)).isNotEmpty();
    assertThat(read(kept).problems()).isEmpty();
    assertThat(read(kept).cpu()).isEqualTo(read(dump).cpu());
  }

  @Test
  void whoIsKeptIsInItAndNobodyElse() throws Exception {
    Path kept = folder.resolve("kept.txt");
    String dump = "../analysis/src/test/resources/dumps/till-deadlock-jdk25.threadprint.txt";

    Session session = Explorations.ofFiles();
    session.open(dump);
    session.answer("keep state == 'BLOCKED (on object monitor)'");
    session.answer("save " + kept);

    List<String> all = threads(Path.of(dump));
    assertThat(threads(kept))
        .isEqualTo(all.stream().filter(thread -> thread.contains(" BLOCKED ")).toList())
        .hasSizeBetween(2, all.size() - 1);
  }

  private static Dump read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return Analyzer.open(in, EACH).dump();
    }
  }

  private static List<String> threads(Path file) throws Exception {
    List<String> threads = new ArrayList<>();
    for (Group group : read(file).groups()) {
      for (Cohort cohort : group.cohorts()) {
        cohort.ids().forEach(id -> threads.add(told(id, group, cohort)));
      }
    }
    threads.sort(Comparator.naturalOrder());
    return threads;
  }

  private static String told(String id, Group group, Cohort cohort) {
    List<String> uses =
        cohort.uses().stream()
            .filter(use -> use.how() != LockUse.How.MAY_OWN)
            .map(LockUse::toString)
            .sorted()
            .toList();
    List<Frame> frames = group.stack().frames();
    return id + " " + group.state() + " " + frames + " " + uses;
  }

  private int explore(String... arguments) {
    return Stuckpod.commandLine("explore")
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(Stream.concat(Stream.of("explore"), Stream.of(arguments)).toArray(String[]::new));
  }
}
