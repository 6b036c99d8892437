package dev.stuckpod.cli.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * How many of the right verdicts on the corpus' dumps from memory are sure: where these say who
 * holds what, it must be four of five, of locks and of all.
 */
class FromMemoryTest {
  private static final Path CORPUS = Path.of("../corpus");

  /** Whether a peer should have answered by now, no memory of this process tells. */
  private static final String PEER = "waiting-on-peer";

  private static final String HELD = "\n#   held by ";

  @Test
  void mostThatIsRightIsSureWhereMemorySaysWhoHoldsWhat() throws Exception {
    List<String> rows = rows();
    List<String> right =
        rows.stream()
            .filter(r -> r.endsWith("| right |"))
            .filter(r -> !r.contains("| none | - |") && !r.contains(PEER))
            .toList();
    List<String> locks =
        right.stream().filter(r -> r.contains("| resource") || r.contains("| mixed")).toList();

    assertThat(saysHolders()).as("the dumps say who holds what").isTrue();
    assertThat(locks).hasSizeGreaterThan(15);
    assertThat(right).hasSizeGreaterThan(30);
    mostAreSure(locks);
    mostAreSure(right);
    assertThat(rows).noneMatch(r -> r.endsWith("| wrong |"));
  }

  private static void mostAreSure(List<String> right) {
    long sure =
        right.stream().filter(r -> r.contains("(Strong)") || r.contains("(Proven)")).count();
    assertThat(sure * 100)
        .as("%d of %d are sure", sure, right.size())
        .isGreaterThanOrEqualTo(80L * right.size());
  }

  /** Gives the rows of all dumps that were read from memory. */
  private static List<String> rows() {
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new ScoreboardCommand())
            .setOut(new PrintWriter(out))
            .execute(CORPUS.resolve("dumps").toString(), CORPUS.resolve("LABELS.tsv").toString());
    assertThat(exit).isZero();
    return out.toString().lines().filter(row -> row.contains(".memory")).toList();
  }

  private static boolean saysHolders() throws IOException {
    try (Stream<Path> dumps = Files.list(CORPUS.resolve("dumps"))) {
      return dumps
          .filter(file -> file.toString().endsWith(".memory.txt"))
          .anyMatch(FromMemoryTest::saysHolders);
    }
  }

  private static boolean saysHolders(Path dump) {
    try {
      return Files.readString(dump).contains(HELD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
