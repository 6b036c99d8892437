package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnalyzeCommandTest {

  private static final Path DUMPS = Path.of("../analysis/src/test/resources/dumps");

  /** Clears the screen, turns what follows around, and hides something. */
  private static final String STEERING = "a\u001b[2J\u009b2J\u202eb\u200bc";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void explainsAFileCompressedOrNot() {
    assertThat(analyze(DUMPS.resolve("hub-deadlock-go1.26.sigquit.txt.gz"))).isZero();
    assertThat(out.toString())
        .startsWith("Deadlock (Strong): RWMutex (*Hub)")
        .contains("hub.go:97");

    assertThat(analyze(DUMPS.resolve("till-deadlock-jdk25.threadprint.txt"))).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void findingNothingIsAnAnswer() {
    assertThat(analyze(DUMPS.resolve("busy-healthy-go1.26.sigquit.txt.gz"))).isZero();
    assertThat(out.toString()).startsWith("NothingFound");
  }

  @Test
  void explainsASeriesAsOne() throws IOException {
    Path corpus = Path.of("../corpus/dumps");
    String first = corpus.resolve("java-spin.jdk25.threadprint.txt").toString();
    String second = corpus.resolve("java-spin.jdk25.sigquit.txt").toString();

    assertThat(run("analyze", "--series", "--format", "json", first, second)).isZero();

    JsonNode analysis = new ObjectMapper().readTree(out.toString());
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(analysis.at("/series/dumps").asInt()).isEqualTo(2);
    assertThat(analysis.at("/verdict").asText()).isEqualTo("BusyLoop");
    assertThat(run("analyze", "--series", first)).isEqualTo(2);
    assertThat(err.toString().strip()).isEqualTo("stuckpod: --series needs two files or more");
  }

  @Test
  void saysInOneSentenceThatAFileHoldsNoDump(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("app.log"), "started\nstopped\n");

    assertThat(analyze(file)).isEqualTo(2);

    assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.contains("app.log"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysHowToTakeABinaryProfileAsText(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("goroutine.pb"), new byte[] {10, 4, 8, 1, 16, 2, 18});

    assertThat(analyze(file)).isEqualTo(2);

    assertThat(err.toString()).contains("?debug=2");
  }

  @Test
  void saysInOneSentenceThatThereIsNoFile() {
    assertThat(analyze(Path.of("missing.txt"))).isEqualTo(2);

    assertThat(err.toString().strip()).isEqualTo("stuckpod: missing.txt: there is no such file");
  }

  @Test
  void writesOneJsonObjectPerFileAndGoesOnAfterOneThatIsNoDump() throws IOException {
    String hub = DUMPS.resolve("hub-deadlock-go1.26.sigquit.txt.gz").toString();
    String till = DUMPS.resolve("till-deadlock-jdk25.threadprint.txt").toString();

    assertThat(run("analyze", "--format", "json", hub, "missing.txt", till)).isEqualTo(2);

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.getFirst());
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "schema",
            "runtime",
            "complete",
            "problems",
            "summary",
            "verdict",
            "cause",
            "confidence",
            "findings",
            "stacks");
    assertThat(first.path("schema").asText()).isEqualTo("stuckpod.dev/analysis/v1alpha1");
    JsonNode finding = first.path("findings").path(0);
    assertThat(finding.path("kind").asText()).isEqualTo("channel-and-lock");
    assertThat(finding.path("class").asText()).isEqualTo("mixed");
    assertThat(finding.path("participants").findValuesAsText("role"))
        .contains("holder", "worker", "pending-writer");
    assertThat(first.path("stacks").findValues("count").stream().mapToInt(JsonNode::asInt).sum())
        .isEqualTo(first.path("summary").path("routines").asInt());
    assertThat(first.path("stacks").path(0).path("ids").path(0).isTextual()).isTrue();
    assertThat(lines.getLast()).contains("\"name\":\"hotspot\"");
  }

  @Test
  void exitsWithOneOnAFindingOnlyWhenAsked() {
    String stuck = DUMPS.resolve("hub-deadlock-go1.26.sigquit.txt.gz").toString();
    String busy = DUMPS.resolve("busy-healthy-go1.26.sigquit.txt.gz").toString();

    assertThat(run("analyze", "--fail-on-finding", stuck)).isEqualTo(1);
    assertThat(run("analyze", "--fail-on-finding", "--min-confidence", "Proven", stuck)).isZero();
    assertThat(run("analyze", "--fail-on-finding", busy)).isZero();
  }

  /** Whatever a function is called, a terminal shows it and does nothing else. */
  @Test
  void aTerminalGetsNothingThatSteersIt(@TempDir Path folder) throws IOException {
    Path dump = hostile(folder);

    assertThat(analyze(dump)).isZero();

    assertThat(out.toString()).contains("main.").doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
  }

  @Test
  void jsonHasTheSameWordsAndNothingThatSteersATerminal(@TempDir Path folder) throws IOException {
    assertThat(run("analyze", "--format", "json", hostile(folder).toString())).isZero();

    assertThat(out.toString()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
    assertThat(
            new ObjectMapper().readTree(out.toString()).at("/stacks").findValuesAsText("function"))
        .contains("main." + STEERING);
  }

  private static Path hostile(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("dump.txt"),
        "goroutine 7 [chan send (nil chan)]:\nmain." + STEERING + "()\n\t/a.go:1\n\n");
  }

  @Test
  void writesToAFile(@TempDir Path folder) throws IOException {
    Path report = folder.resolve("report.md");
    String stuck = DUMPS.resolve("hub-deadlock-go1.26.sigquit.txt.gz").toString();

    assertThat(run("analyze", "--format", "markdown", "-o", report.toString(), stuck)).isZero();

    assertThat(report)
        .content()
        .startsWith("## Deadlock (Strong)")
        .contains("| pending-writer |", "hub.go:97");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysWhichFormatsThereAre() {
    assertThat(run("analyze", "--format", "xml", "dump.txt")).isEqualTo(2);

    assertThat(err.toString()).contains("xml", "text", "json", "markdown");
  }

  private int analyze(Path file) {
    return run("analyze", file.toString());
  }

  private int run(String... arguments) {
    CommandLine command = Stuckpod.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
