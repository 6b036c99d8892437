package dev.stuckpod.cli.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.cli.Stuckpod;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the analysis says of a dump of the corpus.
 *
 * @param dumps their paths from the root of the checkout; several are of one process
 * @param text what {@code stuckpod analyze} prints
 * @param json what it prints with {@code --format json}
 */
record Example(List<String> dumps, String text, JsonNode json) {

  private static final String GROUPS = "\nThe largest groups that are not idle:\n";

  static Example of(String... dumps) throws IOException {
    List<String> all =
        List.of(dumps).stream().map(dump -> "corpus/dumps/" + dump + ".txt").toList();
    return new Example(all, run(all), new ObjectMapper().readTree(run(all, "--format", "json")));
  }

  Verdict verdict() {
    return Verdict.valueOf(json.get("verdict").asText());
  }

  /** The word of the finding that stands first; empty where there is none. */
  String kind() {
    return json.at("/findings/0/kind").asText();
  }

  String suggestion() {
    return json.at("/findings/0/suggestion").asText();
  }

  /** What a person types in the checkout. */
  String arguments() {
    return (dumps.size() > 1 ? "--series " : "") + String.join(" ", dumps);
  }

  /** The text without the stacks, unless these are all that there is to see. */
  String cut() {
    int groups = text.indexOf(GROUPS);
    return kind().isEmpty() || groups < 0 ? text : text.substring(0, groups) + "…\n";
  }

  private static String run(List<String> dumps, String... options) {
    var args = new ArrayList<>(List.of("analyze"));
    args.addAll(List.of(options));
    if (dumps.size() > 1) {
      args.add("--series");
    }
    dumps.forEach(dump -> args.add("../" + dump));
    var out = new StringWriter();
    String[] words = args.toArray(String[]::new);
    assertThat(Stuckpod.commandLine(words).setOut(new PrintWriter(out)).execute(words)).isZero();
    return out.toString();
  }
}
