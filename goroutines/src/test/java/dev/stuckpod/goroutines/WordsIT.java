package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told of locks, wait groups, conditions and channels is what a program knows that has made
 * them, to the place of each goroutine in each queue.
 */
class WordsIT {

  /** One line per program: for goroutines/matrix. */
  private static final Path RESULT = Path.of("target/words.txt");

  static Stream<Arguments> programs() {
    return TruthIT.programs();
  }

  @ParameterizedTest(name = "Go {0} {1}")
  @MethodSource("programs")
  void everyQueueIsToldInItsOrder(String version, Build build) throws Exception {
    try (GoProgram app = GoProgram.start(GoProgram.build("words", version, build))) {
      List<String> expected = things(app.errors());
      List<String> told = things(app.dump());

      assertThat(told).isEqualTo(expected).hasSize(13);
      Files.writeString(
          RESULT,
          version + " " + build + ": " + told.size() + " things\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  @Test
  void aGoroutineIsToldWhatItWaitsFor() throws Exception {
    try (GoProgram app =
        GoProgram.start(GoProgram.build("words", GoProgram.LOCAL, Build.STRIPPED))) {
      var waits = new TreeSet<String>();
      Blocks.of(app.dump())
          .values()
          .forEach(
              block ->
                  Blocks.remarks(block).stream()
                      .filter(line -> line.startsWith("\t# waits for: "))
                      .map(line -> line.replaceFirst("0x[0-9a-f]+", "ADDRESS"))
                      .forEach(waits::add));

      assertThat(waits)
          .containsExactlyInAnyOrder(
              "\t# waits for: Mutex ADDRESS",
              "\t# waits for: RWMutex ADDRESS, to read",
              "\t# waits for: RWMutex ADDRESS, to write",
              "\t# waits for: RWMutex ADDRESS, to write after another",
              "\t# waits for: WaitGroup ADDRESS",
              "\t# waits for: Once ADDRESS",
              "\t# waits for: Cond ADDRESS");
    }
  }

  /** Lines about a thing at an address, in their own order. */
  private static List<String> things(String text) {
    return text.lines().filter(line -> line.matches("# \\w+ 0x\\w+: .*")).sorted().toList();
  }
}
