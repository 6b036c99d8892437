package dev.stuckpod.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.cli.Stuckpod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateCommandTest {

  private static final Set<String> CHECKOUT_ONLY =
      Set.of("demo", "images", "release", "scoreboard", "bench");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyCommandForUsersHasAPageAndNoOtherOne() throws IOException {
    Map<String, String> files = generate("one");

    Stream<String> expected =
        Stream.concat(Stream.of("stuckpod"), names(Stuckpod.commandLine(), "stuckpod-"))
            .map(name -> "man/man1/" + name + ".1");
    assertThat(files.keySet().stream().filter(name -> name.startsWith("man/")))
        .containsExactlyInAnyOrderElementsOf(expected.toList());
  }

  @Test
  void aPageSaysOptionsArgumentsAndExitCodesAsTheUsageTextDoes() throws IOException {
    String page = generate("one").get("man/man1/stuckpod-explore.1");

    assertThat(page)
        .startsWith(".TH \"STUCKPOD-EXPLORE\" 1 \"\" \"stuckpod 9.9.9\" \"Stuckpod\"\n")
        .contains("\\fB\\-n, \\-\\-namespace=NS\\fR\n\\&Namespace; default: the context's.")
        .contains(".SH \"EXIT STATUS\"\n.TP\n.B 0\n\\&answered\n")
        .contains(".BR stuckpod (1)");
  }

  @Test
  void krewsManifestNamesBothArchitecturesAndLeavesPlacesForTheRest() throws IOException {
    JsonNode manifest =
        Serialization.unmarshal(generate("one").get("krew/stuckpod.yaml"), JsonNode.class);

    assertThat(manifest.at("/spec/version").asText()).isEqualTo("v9.9.9");
    assertThat(manifest.at("/spec/platforms/0/uri").asText()).isEqualTo("@URL_AMD64@");
    assertThat(manifest.at("/spec/platforms/1/sha256").asText()).isEqualTo("@SHA256_ARM64@");
    assertThat(manifest.at("/spec/platforms/1/selector/matchLabels/arch").asText())
        .isEqualTo("arm64");
    assertThat(manifest.at("/spec/description").asText())
        .contains("doctor: ", "explain: ")
        .doesNotContain("__complete", "images: ");
  }

  @Test
  void theSameTwiceIsTheSame() throws IOException {
    assertThat(generate("one")).isEqualTo(generate("two"));
  }

  private static Stream<String> names(CommandLine line, String before) {
    return line.getSubcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .filter(entry -> !CHECKOUT_ONLY.contains(entry.getKey()))
        .flatMap(
            entry ->
                Stream.concat(
                    Stream.of(before + entry.getKey()),
                    names(entry.getValue(), before + entry.getKey() + "-")));
  }

  private Map<String, String> generate(String name) throws IOException {
    Path to = folder.resolve(name);
    String[] words = {"generate", to.toString(), "--release", "9.9.9"};
    assertThat(
            Stuckpod.commandLine(words)
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(words))
        .isZero();
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(to)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(to.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}
