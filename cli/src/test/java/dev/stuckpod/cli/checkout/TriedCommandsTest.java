package dev.stuckpod.cli.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every command of the documents that reads files alone, and keeps docs/commands.md, which
 * says of all others why they are not run; {@code -Ddocs=write} writes it.
 */
class TriedCommandsTest {

  private static final Path PAGE = Path.of("../docs/commands.md");
  private static final Set<String> BESIDE =
      Set.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "RELEASING.md");

  private static final String INTRODUCTION =
      """
      # Which commands here are tried

      Every command in a block of these pages, and what a test makes of it. All are parsed by `DocumentedCommandsTest`: command, options, kinds, values, paths. Those that only read
      files are run as they stand, where `dump.txt` and the like are dumps of the tests. Of each other one it is said why it is not run as it stands. What stands behind a `>` or a `$`
      in an example of a session is run by tests of their own. This page is made by `TriedCommandsTest`, which fails for a command that is neither run nor spoken of here.
      """;

  private static List<Document> documents() throws IOException {
    return Document.all().stream()
        .filter(d -> d.name().matches("docs/(ci/)?[^/]+") || BESIDE.contains(d.name()))
        .filter(d -> !d.name().equals("docs/commands.md"))
        .toList();
  }

  /** The lines with their commands, and the pages that have them. */
  private static Map<String, Set<String>> lines() throws IOException {
    var lines = new TreeMap<String, Set<String>>();
    for (Document document : documents()) {
      for (String line : document.shell()) {
        if (!Shell.commands(line).isEmpty()) {
          String command = line.replaceFirst("\\s+#\\s.*$", "").strip();
          lines.computeIfAbsent(command, c -> new TreeSet<>()).add(document.name());
        }
      }
    }
    return lines;
  }

  static Stream<String> trials() throws IOException {
    return lines().keySet().stream().filter(line -> Trial.of(Shell.commands(line)).isPresent());
  }

  @ParameterizedTest
  @MethodSource("trials")
  void doesWhatTheDocumentSays(String line, @TempDir Path folder) {
    assertThat(Trial.of(Shell.commands(line)).orElseThrow().run(folder)).isEmpty();
  }

  /** That it would notice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "./stuckpod explore dump.txt -- where \"minuts > 5\"",
        "./stuckpod analyze --fail-on-finding corpus/dumps/go-idle.go1.26.memory.txt"
      })
  void noticesWhatDoesNotDoSo(String line, @TempDir Path folder) {
    assertThat(Trial.of(Shell.commands(line)).orElseThrow().run(folder)).isPresent();
  }

  @Test
  void everyCommandIsRunOrItIsSaidWhyNot() throws IOException {
    var tree = new Tree();
    var why = new TreeMap<String, List<String>>();
    var run = new ArrayList<String>();
    var unspoken = new ArrayList<String>();
    for (Map.Entry<String, Set<String>> line : lines().entrySet()) {
      List<List<String>> commands = Shell.commands(line.getKey());
      String entry = "- `" + line.getKey() + "`: " + pages(line.getValue());
      if (Trial.of(commands).isPresent()) {
        run.add(entry);
      } else {
        WhyNot.of(commands, tree)
            .ifPresentOrElse(
                sentence -> why.computeIfAbsent(sentence, s -> new ArrayList<>()).add(entry),
                () -> unspoken.add(line.getKey()));
      }
    }
    String page = page(run, why);
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(unspoken).as("neither run nor spoken of: say in WhyNot why").isEmpty();
    assertThat(why.keySet().stream().flatMap(sentence -> WhyNot.tests(sentence).stream()))
        .allMatch(test -> tree.isTest(test, List.of()));
    assertThat(PAGE).hasContent(page);
  }

  private static String page(List<String> run, Map<String, List<String>> why) {
    var sections = new LinkedHashMap<String, List<String>>();
    sections.put("Run as they stand, by `TriedCommandsTest`.", run);
    sections.putAll(why);
    var page = new StringBuilder(INTRODUCTION);
    sections.forEach(
        (sentence, entries) -> {
          page.append("\n**").append(entries.size()).append(".** ").append(sentence).append("\n\n");
          entries.forEach(entry -> page.append(entry).append('\n'));
        });
    return page.toString();
  }

  private static String pages(Set<String> names) {
    return String.join(", ", names.stream().map(TriedCommandsTest::link).toList());
  }

  private static String link(String name) {
    String file = name.startsWith("docs/") ? name.substring("docs/".length()) : "../" + name;
    return "[%s](%s)".formatted(name.replaceFirst("^docs/", ""), file);
  }
}
