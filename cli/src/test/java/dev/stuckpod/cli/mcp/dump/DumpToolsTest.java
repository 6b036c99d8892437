package dev.stuckpod.cli.mcp.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.mcp.told.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpToolsTest {
  private static final Path DUMPS = Path.of("../analysis/src/test/resources/dumps");
  private static final String HUB = "hub-deadlock-go1.26.sigquit.txt.gz";

  /** What a model reads without losing what it was about. */
  private static final int A_FEW_THOUSAND = 4_500;

  private final Asked asked = new Asked(DUMPS);

  DumpToolsTest() throws CommandException {}

  @Test
  void explainsADumpAndSaysHowSureThatIs() {
    Reply reply = asked.ask("analyze_dump", Map.of("file", HUB));

    assertThat(reply.failed()).isFalse();
    assertThat(reply.structured())
        .containsEntry("verdict", "Deadlock")
        .containsEntry("confidence", "Strong");
    assertThat(reply.structured().get("sure")).asString().startsWith("Strong: ");
    assertThat(Asked.data(reply))
        .startsWith("Deadlock (Strong): RWMutex (*Hub)+0x0 read-held by broadcastToStream")
        .contains("LockAcrossWait, Strong");
    assertThat(reply.text()).startsWith("Verdict: Deadlock. How sure: Strong: ");
  }

  @Test
  void nothingFoundIsNotSaidToBeSure() {
    Reply reply = asked.ask("analyze_dump", Map.of("file", "busy-healthy-go1.26.sigquit.txt.gz"));

    assertThat(reply.structured())
        .containsEntry("verdict", "NothingFound")
        .doesNotContainKey("confidence");
    assertThat(reply.structured().get("sure")).asString().contains("No cause was found");
  }

  @Test
  void listsTheFilesOfTheFolder() {
    assertThat(Asked.data(asked.ask("list_dumps", Map.of()))).contains("/dumps/");
  }

  @Test
  void groupsAreOfWhatIsAlike() {
    Reply all = asked.ask("dump_groups", Map.of("file", HUB, "idle", "true"));
    Reply byFunction = asked.ask("dump_groups", Map.of("file", HUB, "by", "function"));

    assertThat(Asked.data(all)).startsWith("1411 routines in 20 groups").contains("GC worker");
    assertThat(Asked.data(byFunction)).startsWith("1400 routines in 7 groups, by function");
  }

  @Test
  void longAnswersComeInPagesThatAreSmall() {
    Map<String, Object> question = Map.of("file", HUB, "question", "show 0 40");
    Reply first = asked.ask("query_dump", question);

    assertThat(first.structured()).containsKey("cursor");
    assertThat(first.text()).hasSizeLessThan(A_FEW_THOUSAND).contains("query_dump with cursor");
    assertThat(first.structured().toString()).hasSizeLessThan(A_FEW_THOUSAND);
    Object cursor = Objects.requireNonNull(first.structured().get("cursor"));
    Reply second = asked.ask("query_dump", Map.of("cursor", cursor));
    assertThat(second.failed()).as(second.text()).isFalse();
    assertThat(Asked.data(second)).isNotEmpty().isNotEqualTo(Asked.data(first));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          who_holds     | what     | 3035                                       | inferred: it is past the call that locks
          who_holds     | what     | 0x3b9e882e3130                             | chat.(*Pool).Schedule (pool.go:16)
          who_waits_for | what     | 0x3b9e882e3130                             | 603 x (
          query_dump    | question | where state == 'select' && minutes < 1     | 475 x [select]
          query_dump    | question | path 3035                                  | this is where the way ends
          query_dump    | question | stack 3035                                 | goroutine 3035 [sync.Mutex.Lock]
          """)
  void asksTheExplorer(String tool, String argument, String what, String said) {
    Reply reply = asked.ask(tool, Map.of("file", HUB, argument, what));

    assertThat(reply.failed()).as(reply.text()).isFalse();
    assertThat(reply.structured().get("sure")).asString().contains("by what it is known");
    assertThat(Asked.data(reply)).contains(said);
  }

  @Test
  void anIdMayComeAsANumber() {
    assertThat(Asked.data(asked.ask("who_holds", Map.of("file", HUB, "what", 3035))))
        .contains("inferred");
  }

  @Test
  void comparesTwoDumpsOfOneProcess() {
    Reply reply =
        asked.ask(
            "diff_dumps",
            Map.of(
                "earlier", "hub-growing-go1.26.memory-1.txt.gz",
                "later", "hub-growing-go1.26.memory-2.txt.gz"));

    assertThat(reply.structured()).containsEntry("verdict", "Deadlock");
    assertThat(Asked.data(reply)).contains("24 gone", "111 new", "219 stayed", "Deadlock (");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          where state = 'x' | to compare, write == and not = (at character 13 of it)
          stack 999999      | there is no routine 999999
          frobnicate        | there is no word frobnicate
          save /tmp/x       | nothing is written here
          load /etc/passwd  | no other dump is loaded here
          """)
  void aQuestionThatIsWrongIsAnsweredByWhatIsWrong(String question, String said) {
    Reply reply = asked.ask("query_dump", Map.of("file", HUB, "question", question));

    assertThat(reply.failed()).isTrue();
    assertThat(reply.text()).contains(said);
  }

  @Test
  void argumentsAreChecked() {
    assertThat(asked.ask("analyze_dump", Map.of()).text()).isEqualTo("analyze_dump needs file");
    assertThat(asked.ask("analyze_dump", Map.of("file", HUB, "x", 1)).text())
        .isEqualTo("analyze_dump has no argument 'x'; it has: file, cursor");
    assertThat(asked.ask("dump_groups", Map.of("file", HUB, "by", "colour")).text())
        .isEqualTo("by is one of: exact, line, function, package");
    assertThat(asked.ask("dump_groups", Map.of("file", HUB, "idle", "yes")).text())
        .isEqualTo("idle is true or false");
    assertThat(asked.ask("query_dump", Map.of("file", HUB, "question", "show\nsave x")).text())
        .isEqualTo("question is one line of 2000 characters at most");
  }

  @Test
  void aFileThatIsNoDumpIsSaidToBeNone() {
    Reply reply = asked.ask("analyze_dump", Map.of("file", "no-such.txt"));

    assertThat(reply.failed()).isTrue();
    assertThat(reply.text()).contains("There is no file 'no-such.txt'");
    assertThat(Files.exists(DUMPS.resolve("no-such.txt"))).isFalse();
  }
}
