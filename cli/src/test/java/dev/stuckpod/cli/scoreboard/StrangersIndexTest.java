package dev.stuckpod.cli.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The list of other people's dumps: whoever runs it must find them, and labels that can be used.
 */
class StrangersIndexTest {
  private static final Path INDEX = Path.of("../corpus/strangers/index.tsv");
  private static final List<String> COLUMNS =
      List.of(
          "case",
          "class",
          "subclass",
          "visible",
          "runtime",
          "names",
          "by",
          "repository",
          "commit",
          "path",
          "sha256",
          "diagnosis");

  private static List<List<String>> rows() throws Exception {
    return Files.readAllLines(INDEX).stream()
        .map(line -> Arrays.asList(line.split("\t", -1)))
        .toList();
  }

  @Test
  void givesEachDumpItsAddressAndItsDigest() throws Exception {
    assertThat(rows().getFirst()).isEqualTo(COLUMNS);
    assertThat(rows().stream().skip(1))
        .allSatisfy(
            row -> {
              assertThat(row).hasSameSizeAs(COLUMNS).noneMatch(String::isBlank);
              assertThat(row.get(0)).matches("[a-z0-9_-]+"); // it is a file's name up to a dot
              assertThat(row.get(3)).isIn("yes", "no", "-");
              assertThat(row.get(4)).isIn("java", "go");
              assertThat(row.get(7)).matches("[\\w.-]+/[\\w.-]+");
              assertThat(row.get(8)).matches("[0-9a-f]{40}");
              assertThat(row.get(10)).matches("[0-9a-f]{64}");
              Pattern.compile(row.get(5));
            });
  }

  @Test
  void hasEachCaseAndEachDumpOnce() throws Exception {
    assertThat(rows()).extracting(row -> row.get(0)).doesNotHaveDuplicates();
    assertThat(rows()).extracting(row -> row.get(10)).doesNotHaveDuplicates();
  }

  @Test
  void hasAsManyDiagnosedAndHealthyDumpsAsItsFiguresSay() throws Exception {
    long diagnosed =
        rows().stream()
            .filter(row -> row.get(4).equals("java"))
            .filter(row -> !Set.of("none", "?").contains(row.get(1)))
            .count();
    long healthy = rows().stream().filter(row -> row.get(1).equals("none")).count();
    String figures =
        Files.readAllLines(INDEX.resolveSibling("figures.md")).stream()
            .collect(Collectors.joining("\n"));

    assertThat(figures).contains("| diagnosed by others, or plain | " + diagnosed + " | ");
    assertThat(figures).contains("of healthy ones | 0 of " + healthy + " | ");
    assertThat(figures).contains(", " + (rows().size() - 1) + " of them, by ");
  }
}
