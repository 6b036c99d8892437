package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.layout.Layouts;
import dev.stuckpod.goroutines.memory.Metered;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is told of locks, wait groups, conditions and channels is what a program knows that has made
 * them, to the place of each goroutine in each queue.
 */
class WordsIT {

  /** One line per program: for goroutines/matrix. */
  private static final Path RESULT = Path.of("target/words.txt");

  private static final Pattern MUTEX =
      Pattern.compile("^# Mutex 0x\\w+: locked, (?:starving, )?(\\d+) waiting(?:, moving)?(?:;|$)");
  private static final Pattern RW_MUTEX =
      Pattern.compile(
          "^# RWMutex 0x\\w+: (?:writing|(\\d+) reading, a writer waits), (\\d+) waiting to read,"
              + " (\\d+) more to write(?:, moving)?(?:;|$)");

  static Stream<Arguments> programs() {
    // where nothing is inlined, Go 1.19 does not keep alive what semacquire1 was given
    return Stream.concat(TruthIT.programs(), Stream.of(Arguments.of("1.19.13", Build.NOT_INLINED)));
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

  /** Where the queues cannot be followed, the words are told all the same, and no wrong order. */
  @Test
  void ofAnotherVersionsQueuesNothingWrongIsTold() throws Exception {
    try (GoProgram app =
            GoProgram.start(GoProgram.build("words", GoProgram.LOCAL, Build.STRIPPED));
        OpenProcess process = OpenProcess.of(app)) {
      Program own = process.program();
      var other =
          new Program(
              own.memory(),
              own.version(),
              Layouts.of(22).orElseThrow().with(own.layout().g()),
              own.tables(),
              own.image(),
              own.printsLabels());
      var out = new ByteArrayOutputStream();

      new Reader(new Reader.Identity("1", 1), new Metered(own.memory()), other, () -> false)
          .dump(out, Options.once());

      List<String> told = things(out.toString(StandardCharsets.UTF_8));
      int i = 0;
      for (String expected : things(app.errors())) {
        if (expected.contains("# channel")) {
          continue;
        }
        String[] expectedParts = expected.split("; ");
        String[] parts = told.get(i++).split("; ");
        assertThat(parts[0]).isEqualTo(expectedParts[0]);
        for (int k = 1; k < parts.length; k++) {
          boolean ordered = !parts[k].contains(" unordered");
          String queue = parts[k].replace(" unordered", "").replace(" ...", "");
          assertThat(expectedParts[k])
              .as(expected)
              .startsWith(ordered ? queue : queue.split(" ")[0]);
        }
      }
      assertThat(told).hasSize(i).anyMatch(line -> line.contains(" ...") || line.contains(" uno"));
    }
  }

  /** Forty goroutines at a Mutex and forty at a RWMutex, four of them write. */
  @ParameterizedTest
  @ValueSource(strings = {"1.19.13", GoProgram.LOCAL})
  void nothingIsToldOfAWordThatIsOnItsWay(String version) throws Exception {
    int told = 0;
    try (GoProgram app =
            GoProgram.start(GoProgram.build("queues", version, Build.STRIPPED), "0", "40");
        LiveProcess live = LiveProcess.open(app.proc())) {
      for (int i = 0; i < 300; i++) {
        for (String line : things(GoProgram.dump(live, Options.once()))) {
          if (!line.contains(";") && line.matches(".* 0 (waiting|more to write)")) {
            continue; // nobody waits: it is told because somebody holds it
          }
          Matcher mutex = MUTEX.matcher(line);
          Matcher rwMutex = RW_MUTEX.matcher(line);
          if (mutex.find()) {
            assertThat(number(mutex, 1)).as(line).isBetween(1, 40);
          } else if (rwMutex.find()) {
            int reading = number(rwMutex, 1);
            int readers = number(rwMutex, 2);
            int writers = number(rwMutex, 3);
            assertThat(reading).as(line).isBetween(0, 36);
            assertThat(reading + readers).as(line).isBetween(0, 36);
            assertThat(writers).as(line).isBetween(0, 3);
          } else {
            assertThat(line).containsAnyOf("in transition", "all have run", "# WaitGroup");
            continue;
          }
          assertThat(ids(line)).as(line).doesNotHaveDuplicates().hasSizeLessThan(40);
          told++;
        }
      }
    }
    assertThat(told).as("told at all").isPositive();
  }

  private static List<String> ids(String line) {
    return Stream.of(line.substring(line.indexOf(';') + 1).split("[; ]+"))
        .filter(word -> word.matches("\\d+"))
        .toList();
  }

  private static int number(Matcher form, int group) {
    String text = form.group(group);
    return text == null ? 0 : Integer.parseInt(text);
  }

  /** Lines about a thing at an address, in their own order. */
  private static List<String> things(String text) {
    return text.lines().filter(line -> line.matches("# \\w+ 0x\\w+: .*")).sorted().toList();
  }
}
