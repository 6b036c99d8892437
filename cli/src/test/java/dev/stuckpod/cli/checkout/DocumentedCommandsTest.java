package dev.stuckpod.cli.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.Stuckpod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/**
 * Parses every command of every document, in blocks and between backticks: {@code stuckpod} as it
 * parses itself, Maven's by what the modules have, kubectl's and Helm's by the CRDs and the chart,
 * and every path by whether it is there.
 */
class DocumentedCommandsTest {

  /** Programs of others, of which nothing is known here but that the documents may name them. */
  private static final Set<String> FOREIGN =
      Set.of(
          "awk",
          "cat",
          "cd",
          "cosign",
          "ctr",
          "curl",
          "echo",
          "git",
          "grep",
          "grype",
          "jcmd",
          "kill",
          "ln",
          "openssl",
          "osv-scanner",
          "source",
          "tail",
          "trivy");

  private final Tree tree = new Tree();
  private final MavenLine maven = new MavenLine(tree);
  private final KubectlLine kubectl = new KubectlLine(tree);
  private final HelmLine helm = new HelmLine(tree);

  DocumentedCommandsTest() throws IOException {}

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void namesWhatThereIs(Document document) {
    var wrong = new ArrayList<String>();
    for (String line : document.shell()) {
      for (List<String> command : Shell.commands(line)) {
        wrong(command, true).forEach(sentence -> wrong.add(line + ": " + sentence));
      }
    }
    for (String span : document.inline()) {
      for (List<String> command : Shell.commands(span)) {
        wrong(command, false).forEach(sentence -> wrong.add("`" + span + "`: " + sentence));
      }
    }
    assertThat(wrong).as(document.name()).isEmpty();
  }

  @Test
  void readsTheBlocksThatPeopleCopy() throws IOException {
    List<String> lines = documents().stream().flatMap(d -> d.shell().stream()).toList();

    assertThat(lines)
        .anyMatch(line -> line.startsWith("helm install stuckpod charts/stuckpod "))
        .anyMatch(line -> line.startsWith("mvn verify -Pe2e"))
        .anyMatch(line -> line.startsWith("./stuckpod goroutines PID | ./stuckpod analyze -"))
        .noneMatch(line -> line.startsWith("apiVersion:"));
  }

  /** That it would notice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ./stuckpod analyse dump.txt                       ; Unmatched arguments from index 0: 'analyse'
          ./stuckpod analyze --jsn dump.txt                 ; Unknown option: '--jsn'
          mvn -pl operater -am verify                       ; operater is no module
          mvn -pl analysis -am test -Dtest=DeadlockTest     ; [analysis] has no test DeadlockTest
          mvn verify -Pchain                                ; -Pchain is no profile
          mvn -N validate -Dformatt=write                   ; nothing asks for -Dformatt
          ./test analysis DoorTest                          ; [analysis] has no test DoorTest
          kubectl get dumpanalyzes -A                       ; there is no kind dumpanalyzes
          kubectl stuckpod explian POD                      ; Unmatched arguments from index 0: 'explian'
          kubectl delete -f charts/stuckpod/crd             ; there is no charts/stuckpod/crd
          helm install stuckpod charts/stuckpods            ; there is no charts/stuckpods
          helm upgrade stuckpod CHART --set prometheus.uri=x; the chart has no value prometheus.uri
          e2e/cluster/start                                 ; there is no e2e/cluster/start
          id=$(kubeclt get pods)                            ; nobody knows kubeclt
          """)
  void noticesWhatIsNotThere(String row) {
    String line = row.substring(0, row.lastIndexOf(';')).strip();
    String sentence = row.substring(row.lastIndexOf(';') + 1).strip();

    List<String> wrong =
        Shell.commands(line).stream().flatMap(command -> wrong(command, true).stream()).toList();

    assertThat(wrong).singleElement().asString().contains(sentence);
  }

  /**
   * Says what is wrong with a command.
   *
   * @param inBlock whether it must be one; between backticks stands much that is none
   */
  private List<String> wrong(List<String> words, boolean inBlock) {
    String program = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    if (rest.isEmpty() && !inBlock && !tree.isPath(program)) {
      return List.of();
    }
    return switch (program) {
      case "./stuckpod", "stuckpod" -> stuckpod(rest, inBlock);
      case "mvn", "./mvnw" -> maven.maven(rest);
      case "./test" -> maven.test(rest);
      case "kubectl" ->
          !rest.isEmpty() && rest.getFirst().equals("stuckpod")
              ? stuckpod(rest.subList(1, rest.size()), inBlock)
              : kubectl.wrong(rest);
      case "helm" -> helm.wrong(rest);
      default -> other(program, inBlock);
    };
  }

  private List<String> other(String program, boolean inBlock) {
    if (tree.isPath(program)) {
      return tree.missing(program).stream().toList();
    }
    boolean known = !inBlock || FOREIGN.contains(program) || program.equals("$(…)");
    return known ? List.of() : List.of("nobody knows " + program);
  }

  private static List<String> stuckpod(List<String> words, boolean whole) {
    String[] args = words.stream().map(w -> w.equals("PID") ? "1" : w).toArray(String[]::new);
    try {
      Stuckpod.commandLine(args).parseArgs(args);
      return List.of();
    } catch (MissingParameterException e) {
      return whole ? List.of(String.valueOf(e.getMessage())) : List.of();
    } catch (ParameterException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
