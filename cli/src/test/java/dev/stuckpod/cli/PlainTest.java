package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.brief.Brief;
import dev.stuckpod.cli.brief.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is read of a plain command line, held against what picocli reads. */
class PlainTest {

  /** Three of them behind a command are all that options can do to each other. */
  private static final List<String> WORDS =
      List.of(
          "-n",
          "--namespace",
          "--kubeconfig",
          "--context",
          "-o",
          "--output",
          "-l",
          "--selector",
          "-A",
          "--all-namespaces",
          "shop",
          "wide",
          "table",
          "text",
          "name",
          "yaml",
          "team=chat,a!=b",
          "dumpanalysis/hub-1",
          "-",
          "--",
          "-h",
          "-nshop",
          "--namespace=shop",
          "-Ao",
          "@file",
          "'shop'",
          "${shop}",
          "list",
          "");

  @ParameterizedTest
  @ValueSource(strings = {"list", "show"})
  void whatIsReadIsWhatPicocliReads(String command) {
    List<String[]> read = lines(command).filter(line -> Plain.read(line).isPresent()).toList();

    assertThat(read).hasSizeGreaterThan(100);
    for (String[] line : read) {
      assertThat(Plain.read(line).orElseThrow())
          .as(String.join(" ", line))
          .usingRecursiveComparison()
          .isEqualTo(picocli(line));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "list -A",
        "list -n shop -o wide",
        "list --context prod --namespace shop --selector team=chat,tier",
        "list --kubeconfig /home/me/.kube/other.yaml --all-namespaces --output name",
        "show hub-1",
        "show hub-1 -n shop",
        "show -n shop dumpanalysis/hub-1 -o yaml"
      })
  void whatMostTypeIsRead(String line) {
    assertThat(Plain.read(line.split(" "))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analyze dump",
        "list -h",
        "list -o text",
        "list -n",
        "list -n shop -n cafe",
        "list hub-1",
        "show",
        "show hub-1 hub-2",
        "show hub-1 -A",
        "show hub-1 -o table",
        "list --kubeconfig ~/.kube/config"
      })
  void allElseIsPicoclis(String line) {
    assertThat(Plain.read(line.split(" "))).isEmpty();
    assertThat(Plain.read()).isEmpty();
  }

  private static Brief picocli(String... line) {
    CommandLine.ParseResult parsed = Stuckpod.commandLine(line).parseArgs(line);
    return switch (parsed.subcommand().commandSpec().userObject()) {
      case ListCommand list -> list.listing();
      case ShowCommand show -> show.showing();
      default -> throw new AssertionError(parsed);
    };
  }

  private static Stream<String[]> lines(String command) {
    List<List<String>> lines = new ArrayList<>(List.of(List.of(command)));
    for (int from = 0, length = 1; length <= 3; length++) {
      int to = lines.size();
      for (List<String> line : List.copyOf(lines.subList(from, to))) {
        WORDS.forEach(word -> lines.add(Stream.concat(line.stream(), Stream.of(word)).toList()));
      }
      from = to;
    }
    return lines.stream().map(line -> line.toArray(String[]::new));
  }
}
