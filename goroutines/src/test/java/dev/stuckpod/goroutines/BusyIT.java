package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of a process that is at work, memory and SIGQUIT tell the same of each goroutine that has not
 * moved in between; and each that they tell apart has moved, by its own account: the program counts
 * its turns, and each of its frames carries the count. Likewise a goroutine that is marked as not
 * run between two readings of the memory has not moved between them, whatever it does later. The
 * collector's goroutines have no such account; of them it is only known that they have run.
 */
class BusyIT {

  private static final int WORKERS = 60;
  private static final int PARKED = 100;

  private static final Pattern TURN = Pattern.compile("main\\.descend\\(\\{0x\\w+, 0x(\\w+), .*");

  /** One line per program: for goroutines/matrix. */
  private static final Path RESULT = Path.of("target/busy.txt");

  @TempDir Path folder;

  @ParameterizedTest(name = "Go {0} {1}")
  @MethodSource("dev.stuckpod.goroutines.TruthIT#programs")
  void whatDiffersHasMoved(String version, Build build) throws Exception {
    String[] work = {Integer.toString(WORKERS), Integer.toString(PARKED), "1"};
    try (GoProgram app = GoProgram.start(GoProgram.build("busy", version, build), work)) {
      Map<Long, List<String>> read = readTwice(app);
      app.work(Duration.ofMillis(100));
      Map<Long, List<String>> printed = Blocks.of(app.quit());

      assertThat(ofTheProgram(read)).isEqualTo(ofTheProgram(printed));
      int same = 0;
      int moved = 0;
      for (Map.Entry<Long, List<String>> block : read.entrySet()) {
        List<String> ours = block.getValue();
        List<String> theirs = printed.get(block.getKey());
        if (theirs == null) {
          continue; // the collector's, and has ended
        }
        if (Blocks.withoutRemarks(ours).equals(theirs)) {
          same++;
        } else {
          assertMoved(ours, theirs);
          moved++;
        }
      }
      assertThat(same).as("the parked").isGreaterThanOrEqualTo(PARKED);
      assertThat(moved).as("the workers").isGreaterThanOrEqualTo(WORKERS / 2);
      Files.writeString(
          RESULT,
          "%s %s: %d the same, %d have moved%n".formatted(version, build, same, moved),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /**
   * The second reading marks who has not run since the first; glances strike who has, in between.
   */
  private Map<Long, List<String>> readTwice(GoProgram app) throws Exception {
    Path sightings = folder.resolve("sightings");
    try (LiveProcess live = LiveProcess.open(app.proc())) {
      Map<Long, List<String>> first =
          Blocks.of(GoProgram.dump(live, new Options(sightings, null, Duration.ZERO)));
      for (int i = 0; i < 10; i++) {
        Thread.sleep(10L + 5L * i); // unevenly
        assertThat(live.lookAgain(sightings)).as("the parked").isGreaterThanOrEqualTo(PARKED);
      }
      Map<Long, List<String>> second =
          Blocks.of(GoProgram.dump(live, new Options(null, sightings, Duration.ofMillis(300))));
      assertThat(second.values().stream().filter(BusyIT::isMarked).count())
          .as("the parked")
          .isGreaterThanOrEqualTo(PARKED);
      second.forEach((id, block) -> assertStoodStillIfMarked(first.get(id), block));
      return second;
    }
  }

  private static void assertStoodStillIfMarked(@Nullable List<String> before, List<String> block) {
    if (isMarked(block)) {
      assertThat(before).as(String.join("\n", block)).isNotNull();
      assertThat(Blocks.withoutRemarks(block)).isEqualTo(Blocks.withoutRemarks(before));
    }
  }

  private static boolean isMarked(List<String> block) {
    return Blocks.remarks(block).stream().anyMatch(r -> r.startsWith("\t# has not run"));
  }

  /** The runtime makes goroutines for the collector when it first needs them. */
  private static Set<Long> ofTheProgram(Map<Long, List<String>> blocks) {
    return blocks.entrySet().stream()
        .filter(block -> block.getValue().stream().noneMatch(BusyIT::isByTheRuntime))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isByTheRuntime(String line) {
    return line.startsWith("created by runtime.");
  }

  private static void assertMoved(List<String> ours, List<String> theirs) {
    String both = String.join("\n", ours) + "\n---\n" + String.join("\n", theirs);
    OptionalLong before = turn(ours);
    OptionalLong after = turn(theirs);
    if (before.isPresent() && after.isPresent()) {
      assertThat(after.getAsLong()).as(both).isGreaterThanOrEqualTo(before.getAsLong());
      if (after.getAsLong() == before.getAsLong()) {
        assertThat(place(ours)).as(both).isNotEqualTo(place(theirs));
      }
    } else if (theirs.stream().noneMatch(BusyIT::isByTheRuntime)) {
      // between two turns, or so much at work that there is no stack to print
      assertThat(both).containsAnyOf("main.work(", "main.spin(", "created by main.main");
      assertThat(List.of(Blocks.state(ours), Blocks.state(theirs)))
          .as(both)
          .containsAnyOf("running", "runnable", "preempted");
    }
  }

  /** Its state, and where each of its calls is. */
  private static List<String> place(List<String> block) {
    Stream<String> calls =
        Blocks.withoutRemarks(block).stream().filter(line -> line.startsWith("\t"));
    return Stream.concat(Stream.of(Blocks.state(block)), calls).toList();
  }

  private static OptionalLong turn(List<String> block) {
    return block.stream()
        .map(TURN::matcher)
        .filter(Matcher::matches)
        .mapToLong(m -> Long.parseLong(m.group(1), 16))
        .findFirst();
  }
}
