package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.hold.Holders;
import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.tables.Function;
import dev.stuckpod.goroutines.tables.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who is said to hold a lock, held against what the program itself says: no name at Proven or
 * Strong is wrong, and most holders are named. {@code -Dgo.versions=all} takes all versions and
 * builds.
 */
class HoldersIT {

  private static final List<String> ALL =
      List.of(
          "1.19.13", "1.20.14", "1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.7", "1.26.8",
          "1.27.0");

  /** So often is a program read where a machine at work has others just running. */
  private static final int READINGS = 3;

  /** One line per program: for goroutines/matrix. */
  private static final Path RESULT = Path.of("target/holders.txt");

  static Stream<Arguments> programs() {
    String versions = System.getProperty("go.versions", "");
    if (versions.isEmpty()) {
      return Stream.of("1.19.13", "1.22.12", "1.27.0")
          .map(version -> Arguments.of(version, Build.STRIPPED));
    }
    List<String> chosen = versions.equals("all") ? ALL : List.of(versions.split(","));
    return chosen.stream()
        .flatMap(
            version ->
                Stream.of(
                        Build.STRIPPED,
                        Build.PIE_STRIPPED,
                        Build.CGO,
                        Build.AMD64_V3,
                        Build.NOT_INLINED,
                        Build.NOT_OPTIMISED)
                    .map(build -> Arguments.of(version, build)));
  }

  @ParameterizedTest(name = "Go {0} {1}")
  @MethodSource("programs")
  void namesNobodyWrongly(String version, Build build) throws Exception {
    Path facts = Files.createTempFile("facts", "");
    Path program = GoProgram.build("holding", version, build);
    try (GoProgram app = GoProgram.start(program, facts.toString());
        OpenProcess process = OpenProcess.of(app)) {
      List<LockTruth> truths = truths(facts);
      long held = truths.stream().filter(t -> !t.holders().isEmpty()).count();
      long most = held * (build == Build.NOT_OPTIMISED ? 88 : 90) / 100;
      Map<String, Integer> counts = compare(truths, process);
      // on a machine at work some have just run, late: of these nothing is told
      for (int i = 1; i < READINGS && sure(counts) <= most; i++) {
        counts = compare(truths, process);
      }
      Files.writeString(
          RESULT,
          version + " " + build + ": " + truths.size() + " locks " + counts + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);

      assertThat(sure(counts)).as("of %d, %s", held, counts).isGreaterThan((int) most);
    } finally {
      Files.delete(facts);
    }
  }

  /** Reads once; in no reading may anything be wrong. */
  private static Map<String, Integer> compare(List<LockTruth> truths, OpenProcess process)
      throws Exception {
    Map<Long, Held> claims = Held.of(process.memory(), process.program());
    Map<String, Integer> counts = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (LockTruth truth : truths) {
      String how = truth.compare(claims.get(truth.address()));
      counts.merge(how, 1, Integer::sum);
      if (how.startsWith("WRONG")) {
        wrong.add(how + ": " + truth + " said " + claims.get(truth.address()));
      }
    }
    assertThat(wrong).filteredOn(w -> !w.startsWith("WRONG SUSPECTED")).isEmpty();
    return counts;
  }

  private static int sure(Map<String, Integer> counts) {
    return counts.getOrDefault("PROVEN", 0) + counts.getOrDefault("STRONG", 0);
  }

  @Test
  void whatIsKnownOfAProgramAlreadyChangesNothing() throws Exception {
    Path facts = Files.createTempFile("facts", "");
    Path program = GoProgram.build("holding", GoProgram.LOCAL, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program, facts.toString())) {
      List<String> first = locks(app, new Knowledge());
      Knowledge knowledge = new Knowledge();

      assertThat(first).hasSizeGreaterThan(80);
      assertThat(locks(app, knowledge)).isEqualTo(first);
      assertThat(locks(app, knowledge)).isEqualTo(first);
    } finally {
      Files.delete(facts);
    }
  }

  private static List<String> locks(GoProgram app, Knowledge knowledge) throws Exception {
    var out = new ByteArrayOutputStream();
    try (LiveProcess live = LiveProcess.open(app.proc(), knowledge)) {
      live.dump(out, Options.once());
    }
    return out.toString(StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("# ")).toList();
  }

  @Test
  void codeOfAnotherProcessorIsNotFollowed() throws Exception {
    Path facts = Files.createTempFile("facts", "");
    Path program = GoProgram.build("holding", GoProgram.LOCAL, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program, facts.toString());
        OpenProcess process = OpenProcess.of(app)) {
      Program read = process.program();
      Tables of = read.tables();
      var tables = new Tables(Arch.ARM64, of.module(), of.functions(), of.values());
      var binary = new Binary(tables, read.image(), read.memory());
      Function main = Objects.requireNonNull(binary.at(of.module().text()));

      assertThat(binary.code(main, 1 << 16)).isNull();
      assertThatThrownBy(() -> new Holders(new Flow(binary), read.version().minor()))
          .hasMessage("only amd64 is followed");
    } finally {
      Files.delete(facts);
    }
  }

  private static List<LockTruth> truths(Path facts) throws IOException {
    List<LockTruth> truths = new ArrayList<>();
    for (String line : Files.readAllLines(facts)) {
      LockTruth truth = LockTruth.of(line);
      if (truth != null) {
        truths.add(truth);
      }
    }
    assertThat(truths).hasSizeGreaterThan(80);
    return truths;
  }
}
