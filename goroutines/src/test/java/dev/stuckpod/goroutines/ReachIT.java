package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.reach.Bounds;
import dev.stuckpod.goroutines.reach.Unreached;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program knows which of its goroutines nobody can wake: their functions are named so. None is
 * said to be lost that is not, and most that are. {@code -Dgo.versions=all} takes all versions.
 */
class ReachIT {

  private static final List<String> ALL =
      List.of(
          "1.19.13", "1.20.14", "1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.7", "1.26.8",
          "1.27.0");

  private static final Pattern LOST = Pattern.compile("main\\.lost\\w+\\(.*");
  private static final Pattern KEPT = Pattern.compile("main\\.kept\\w+\\(.*");
  private static final String TOLD =
      "\t# out of reach: nothing but goroutines parked for ever refers to what it waits for, in two"
          + " readings ";

  /** One line per program: for goroutines/matrix. */
  private static final Path RESULT = Path.of("target/reach.txt");

  /** Three times each of lost.go. */
  private static final int ARE_LOST = 57;

  private static final int MOST = ARE_LOST * 9 / 10;
  private static final int OFTEN = 40;

  static Stream<Arguments> programs() {
    String versions = System.getProperty("go.versions", "");
    if (versions.isEmpty()) {
      return Stream.of("1.22.12", GoProgram.LOCAL, "1.27.0")
          .map(version -> Arguments.of(version, Build.STRIPPED));
    }
    List<String> chosen = versions.equals("all") ? ALL : List.of(versions.split(","));
    return chosen.stream()
        .flatMap(
            version ->
                Stream.of(Build.STRIPPED, Build.PIE_STRIPPED, Build.CGO)
                    .map(build -> Arguments.of(version, build)));
  }

  @ParameterizedTest(name = "Go {0} {1}")
  @MethodSource("programs")
  void whomNothingCanWakeIsToldAndNobodyElse(String version, Build build) throws Exception {
    try (GoProgram app = GoProgram.start(GoProgram.build("reach", version, build));
        LiveProcess live = LiveProcess.open(app.proc())) {
      Unreached both = live.reach(Bounds.ample()).and(live.reach(Bounds.ample()));
      Collection<List<String>> blocks = dump(live, both);

      assertThat(told(blocks, KEPT)).isEmpty();
      assertThat(blocks.stream().filter(b -> is(b, LOST))).hasSize(ARE_LOST);
      int lost = told(blocks, LOST).size();
      assertThat(lost).isGreaterThanOrEqualTo(MOST).isEqualTo(both.size());
      Files.writeString(
          RESULT,
          version + " " + build + ": " + lost + " of " + ARE_LOST + ", wrong 0\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** References go from stack to stack and from object to object, and memory is used again. */
  @ParameterizedTest(name = "Go {0} {1}")
  @MethodSource("programs")
  void nobodyIsToldToWhomReferencesMoveAbout(String version, Build build) throws Exception {
    try (GoProgram app = GoProgram.start(GoProgram.build("reach", version, build), "4", "8");
        LiveProcess live = LiveProcess.open(app.proc())) {
      for (int i = 0; i < OFTEN; i++) {
        Collection<List<String>> blocks =
            dump(live, live.reach(Bounds.ample()).and(live.reach(Bounds.ample())));

        assertThat(told(blocks, KEPT)).isEmpty();
        assertThat(told(blocks, LOST)).hasSizeGreaterThanOrEqualTo(MOST);
      }
    }
  }

  @Test
  void theProcessGetsNoPagesAndNoFaults() throws Exception {
    Path program = GoProgram.build("reach", GoProgram.LOCAL, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program);
        LiveProcess live = LiveProcess.open(app.proc())) {
      live.reach(Bounds.ample());
      long[] before = Footprint.of(app.proc());

      live.reach(Bounds.ample());

      assertThat(Footprint.of(app.proc())).isEqualTo(before);
    }
  }

  @Test
  void whoHasEndedIsNotSearched() throws Exception {
    Path program = GoProgram.build("reach", GoProgram.LOCAL, Build.STRIPPED);
    GoProgram app = GoProgram.start(program);
    try (LiveProcess live = LiveProcess.open(app.proc())) {
      live.reach(Bounds.ample());
      app.close();

      assertThatThrownBy(() -> live.reach(Bounds.ample()))
          .isInstanceOfSatisfying(
              UnreadableException.class, e -> assertThat(e.obstacle()).isEqualTo(Obstacle.GONE));
    }
  }

  private static Collection<List<String>> dump(LiveProcess live, Unreached unreached)
      throws Exception {
    return Blocks.of(GoProgram.dump(live, new Options(null, null, Duration.ZERO, unreached)))
        .values();
  }

  private static List<List<String>> told(Collection<List<String>> blocks, Pattern function) {
    return blocks.stream()
        .filter(b -> is(b, function))
        .filter(b -> b.stream().anyMatch(line -> line.startsWith(TOLD)))
        .toList();
  }

  private static boolean is(List<String> block, Pattern function) {
    return block.stream().anyMatch(line -> function.matcher(line).matches());
  }
}
