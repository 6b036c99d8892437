package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is read from memory is, line by line, what the runtime of the same process prints when it
 * gets a SIGQUIT. {@code -Dgo.versions=all} takes all versions and builds, {@code
 * -Dgo.versions=1.20.14,1.21.13} some.
 */
class TruthIT {

  private static final List<String> ALL =
      List.of(
          "1.19.13", "1.20.14", "1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.7", "1.26.8",
          "1.27.0");

  private static final List<Build> BUILDS =
      List.of(Build.PLAIN, Build.STRIPPED, Build.PIE, Build.PIE_STRIPPED, Build.CGO);

  /** One line per program: for goroutines/matrix. */
  private static final Path RESULT = Path.of("target/truth.txt");

  static Stream<Arguments> programs() {
    String versions = System.getProperty("go.versions", "");
    if (versions.isEmpty()) {
      return Stream.concat(
          BUILDS.stream().map(build -> Arguments.of(GoProgram.LOCAL, build)),
          Stream.of(
              Arguments.of("1.19.13", Build.STRIPPED),
              Arguments.of("1.22.12", Build.PIE_STRIPPED),
              Arguments.of("1.24.13", Build.STRIPPED),
              Arguments.of("1.27.0", Build.PIE_STRIPPED)));
    }
    List<String> chosen = versions.equals("all") ? ALL : List.of(versions.split(","));
    return chosen.stream()
        .flatMap(version -> BUILDS.stream().map(build -> Arguments.of(version, build)));
  }

  @ParameterizedTest(name = "Go {0} {1}")
  @MethodSource("programs")
  void isWhatTheRuntimePrints(String version, Build build) throws Exception {
    String result = compare(GoProgram.build("waiting", version, build), "3");
    if (build == Build.CGO) {
      result += "; in C: " + compare(GoProgram.build("callc", version, build));
    }
    Files.writeString(
        RESULT,
        version + " " + build + ": " + result + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void labelsArePrintedWhereTheRuntimePrintsThem() throws Exception {
    Path program = GoProgram.build("labelled", "1.27.0", Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program)) {
      assertThat(app.dump()).contains("] {route: \"say \\\"hi\\\"");
    }
    compare(program);
  }

  private static String compare(Path program, String... arguments)
      throws UnreadableException, IOException, InterruptedException {
    try (GoProgram app = GoProgram.start(program, arguments)) {
      return Truth.compare(app, app::dump);
    }
  }
}
