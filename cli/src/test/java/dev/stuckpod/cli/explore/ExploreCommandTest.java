package dev.stuckpod.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.cli.Stuckpod;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExploreCommandTest {
  private static final Path DUMPS = Path.of("../analysis/src/test/resources/dumps");
  private static final String HUB = DUMPS.resolve("hub-deadlock-go1.26.sigquit.txt.gz").toString();
  private static final String TILL =
      DUMPS.resolve("till-deadlock-jdk25.threadprint.txt").toString();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void answersOneQuestionBehindTwoDashes() {
    assertThat(explore(HUB, "--", "groups", "function")).isZero();

    assertThat(out.toString())
        .startsWith("1400 routines in 7 groups, by function")
        .contains("763 x [sync.RWMutex.RLock]")
        .endsWith("11 idle ones are folded away; idle on shows them\n");
  }

  @Test
  void everyAnswerIsJsonThatSaysWhichItIs() throws IOException {
    List<String> questions =
        List.of(
            "verdict",
            "summary",
            "show",
            "groups",
            "who holds 3035",
            "path 3035",
            "help",
            "diff a",
            "where state = 1",
            "keep idle");
    for (String question : questions) {
      explore("--format", "json", HUB, "--", question);
    }

    List<String> answers = out.toString().lines().toList();
    assertThat(answers).hasSameSizeAs(questions);
    Stream<String> kinds = answers.stream().map(line -> json(line).path("answer").asText());
    assertThat(kinds)
        .containsExactly(
            "verdict",
            "summary",
            "stacks",
            "groups",
            "edges",
            "path",
            "help",
            "difference",
            "wrong",
            "said");
    assertThat(json(answers.get(8)).path("column").asInt()).isEqualTo("where state ".length());
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void aQuestionThatIsNotUnderstoodExitsWithOneAndPointsAtTheColumn() {
    assertThat(explore(HUB, "--", "where stat == 'select'")).isEqualTo(1);

    assertThat(out.toString())
        .startsWith("  where stat == 'select'\n        ^\nthere is no field stat; there are id,");
  }

  @Test
  void whatIsNoDumpExitsWithTwo(@TempDir Path folder) throws IOException {
    Path log = Files.writeString(folder.resolve("app.log"), "started\n");

    assertThat(explore(log.toString(), "--", "groups")).isEqualTo(2);
    assertThat(explore("missing.txt", "--", "groups")).isEqualTo(2);

    assertThat(err.toString()).contains("app.log: no ", "missing.txt: there is no such file");
  }

  @Test
  void aThreadIsFoundByItsNumberAndByItsName() {
    explore(TILL, "--", "stack", "#43");
    explore(TILL, "--", "stack", "counter-20");

    assertThat(out.toString().split("\"counter-20\" #43 \\[BLOCKED", -1)).hasSize(3);
    assertThat(out.toString()).contains("dev.stuckpod.till.Journal.record\n    Journal.java:12");
  }

  @Test
  void whoWaitsForEachOtherIsACircle() {
    explore(TILL, "--", "path counter-20");

    assertThat(out.toString())
        .contains("\"counter-20\" #43", "\"counter-19\" #42", "the dump says so")
        .contains("it is a circle: nobody in it can go on");
  }

  @Test
  void whoeverQueuesBehindAPendingWriterWaitsForIt() {
    explore(HUB, "--", "who waits for 31");

    assertThat(out.toString())
        .startsWith("Who waits for goroutine 31:")
        .contains("128 x (1834", "isSubscribed (hub.go:66)");
  }

  @Test
  void whatIsSavedIsADumpAgainWithWaitsAndStarters(@TempDir Path folder) throws IOException {
    Path dump =
        Files.writeString(
            folder.resolve("dump.txt"),
            """
            goroutine 7 [chan receive, 12 minutes, locked to thread]:
            main.wait(0x1)
            \t/src/main.go:10 +0x1
            created by main.main in goroutine 1
            \t/src/main.go:5 +0x2

            goroutine 8 [select]:
            main.run()
            \t/src/main.go:20 +0x1

            """);
    Path kept = folder.resolve("kept.txt");

    explore(dump.toString(), "--", "save " + kept);

    assertThat(kept)
        .content()
        .contains("goroutine 7 [chan receive, 12 minutes, locked to thread]:\nmain.wait(...)")
        .contains("created by main.main in goroutine 1\n\t/src/main.go:5\n");
    explore(kept.toString(), "--", "where minutes == 12 && locked && created_by == 'main.main'");
    assertThat(out.toString()).contains("1 routines in 1 groups");
    assertThat(explore(dump.toString(), "--", "save " + kept)).isEqualTo(1);
    assertThat(out.toString()).contains("is there already, and is not written over");
  }

  /** Whatever a function is called, a terminal shows it and does nothing else. */
  @Test
  void aTerminalGetsNothingThatSteersIt(@TempDir Path folder) throws IOException {
    Path dump =
        Files.writeString(
            folder.resolve("dump.txt"),
            "goroutine 7 [chan send]:\nmain.a\u001b[2J\u202eb()\n\t/a.go:1\n\n");

    for (String question : List.of("groups", "show", "stack 7", "path 7", "verdict")) {
      explore(dump.toString(), "--", question);
    }

    assertThat(out.toString()).contains("main.").doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
  }

  private int explore(String... arguments) {
    CommandLine command = Stuckpod.commandLine("explore");
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    return command.execute(
        Stream.concat(Stream.of("explore"), Stream.of(arguments)).toArray(String[]::new));
  }
}
