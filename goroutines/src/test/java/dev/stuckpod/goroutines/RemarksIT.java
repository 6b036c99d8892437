package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.layout.Layouts;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.SelfCheck;
import java.util.Collection;
import java.util.List;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runtime does not print, and what is found without the table of versions. */
class RemarksIT {

  private static final String ADDRESS = "0x[0-9a-f]+";

  @ParameterizedTest
  @ValueSource(strings = {"1.19.13", GoProgram.LOCAL})
  void channelsAreToldWithWhatIsInThem(String version) throws Exception {
    try (GoProgram app =
        GoProgram.start(GoProgram.build("waiting", version, Build.STRIPPED), "3")) {
      Collection<List<String>> blocks = Blocks.of(app.dump()).values();

      assertThat(remarks(blocks, "main.channels.func2"))
          .hasSize(3)
          .allMatch(line -> line.matches("\t# channel: " + ADDRESS + " \\(3/3\\)"));
      assertThat(remarks(blocks, "main.choose"))
          .hasSize(3)
          .allSatisfy(
              line ->
                  assertThat(line.substring("\t# select: ".length()).split("; "))
                      .hasSize(5)
                      .areExactly(3, matching("receive " + ADDRESS + " \\(0/[01]\\)"))
                      .areExactly(1, matching("receive " + ADDRESS + " \\(0/2\\)"))
                      .areExactly(1, matching("send " + ADDRESS + " \\(0/0\\)")));
      assertThat(remarks(blocks, "main.channels.func6"))
          .as("both ways at one channel")
          .hasSize(3)
          .allMatch(line -> line.contains(" receive ") && line.contains(" send "));
      assertThat(remarks(blocks, "main.channels.func3")).as("no channel at all").isEmpty();
      assertThat(remarks(blocks, "main.lock"))
          .as("a lock")
          .isNotEmpty()
          .allMatch(line -> line.matches("\t# waits for: Mutex " + ADDRESS));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.19.13", "1.22.12", "1.24.13", GoProgram.LOCAL, "1.27.0"})
  void offsetsAreFoundWithoutTheTable(String version) throws Exception {
    try (GoProgram app = GoProgram.start(GoProgram.build("waiting", version, Build.STRIPPED), "3");
        OpenProcess process = OpenProcess.of(app)) {
      Program program = process.program();
      var all =
          new AllGoroutines(program.memory(), program.image().scan(), program.tables().module());
      var check = new SelfCheck(program.memory(), all, program.tables().functions());

      assertThat(check.agrees(program.layout().g())).isTrue();
      assertThat(check.discover(program.layout().g())).contains(program.layout().g());
    }
  }

  @Test
  void anotherVersionsTableIsNotBelieved() throws Exception {
    try (GoProgram app =
            GoProgram.start(GoProgram.build("waiting", GoProgram.LOCAL, Build.STRIPPED), "3");
        OpenProcess process = OpenProcess.of(app)) {
      Memory memory = process.memory();
      Program program = process.program();
      var all = new AllGoroutines(memory, program.image().scan(), program.tables().module());
      var check = new SelfCheck(memory, all, program.tables().functions());

      for (int minor : new int[] {19, 21, 22, 24, 25}) {
        assertThat(check.agrees(Layouts.of(minor).orElseThrow().g())).as("1." + minor).isFalse();
      }
    }
  }

  private static Condition<String> matching(String pattern) {
    return new Condition<>(text -> text.matches(pattern), pattern);
  }

  private static List<String> remarks(Collection<List<String>> blocks, String function) {
    return blocks.stream()
        .filter(b -> b.stream().anyMatch(line -> line.startsWith(function + "(")))
        .flatMap(b -> Blocks.remarks(b).stream())
        .toList();
  }
}
