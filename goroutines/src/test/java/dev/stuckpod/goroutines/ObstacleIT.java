package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stuckpod.goroutines.GoProgram.Build;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes that cannot be read, looked at without any capability, as in a pod. Only root can start
 * those of other users; for anybody else, a process of root's is the other one.
 */
class ObstacleIT {

  private static final List<String> NO_CAPABILITIES =
      List.of("setpriv", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all");

  @TempDir Path folder;

  static Stream<Arguments> others() {
    return isRoot()
        ? Stream.of(
            Arguments.of(
                List.of("setpriv", "--reuid=65532", "--regid=65532", "--clear-groups"),
                "OTHER_USER: The process runs as user 65532"),
            Arguments.of(
                List.of("setpriv", "--regid=65532", "--clear-groups", "--bounding-set=-all"),
                "OTHER_GROUP: The process runs in group 65532"),
            Arguments.of(List.of("env"), "MORE_CAPABILITIES"),
            Arguments.of(NO_CAPABILITIES, "# goroutines of pid "))
        : Stream.of(Arguments.of(List.of("env"), "# goroutines of pid "));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whoMayNotBeReadIsToldWhy(List<String> as, String answer) throws Exception {
    try (GoProgram app = start(as, copy("waiting", "rwxr-xr-x"), "1")) {
      assertThat(look(app)).startsWith(answer);
    }
  }

  @Test
  void aProcessMayForbidIt() throws Exception {
    Path program = GoProgram.build("closed", GoProgram.LOCAL, Build.STRIPPED);
    try (GoProgram app = start(withoutCapabilities(), program)) {
      assertThat(look(app)).startsWith("NOT_DUMPABLE");
    }
  }

  @Test
  void aFileThatMayNotBeReadIsInMemoryOrKeepsItClosed() throws Exception {
    try (GoProgram app = start(withoutCapabilities(), copy("waiting", "--x--x--x"), "1")) {
      assertThat(look(app)).containsPattern("\\A(# goroutines of pid |NOT_DUMPABLE)");
    }
  }

  @Test
  void pluginsAreNotRead() throws Exception {
    Path program = GoProgram.build("plugged", GoProgram.LOCAL, Build.CGO);
    Path plugin = GoProgram.build("plugged/part", GoProgram.LOCAL, Build.PLUGIN);
    try (GoProgram app = GoProgram.start(program, plugin.toString())) {
      assertThat(look(app, List.of())).startsWith("PLUGIN");
    }
  }

  @Test
  void otherProgramsAreNotGo() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(look(Path.of("/proc", Long.toString(sleep.pid())), List.of()))
          .startsWith("NOT_GO");
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void whatHasEndedIsGone() throws Exception {
    Path program = GoProgram.build("waiting", GoProgram.LOCAL, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program, "1");
        LiveProcess live = LiveProcess.open(app.proc())) {
      app.quit();

      assertThat(look(app, List.of())).startsWith("GONE");
      assertThat(
              catchThrowableOfType(
                      UnreadableException.class, () -> GoProgram.dump(live, Options.once()))
                  .obstacle())
          .isEqualTo(Obstacle.GONE);
    }
  }

  private Path copy(String name, String permissions) throws Exception {
    Path copy = folder.resolve(name);
    Files.copy(GoProgram.build(name, GoProgram.LOCAL, Build.STRIPPED), copy);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(permissions));
  }

  private static GoProgram start(List<String> as, Path program, String... arguments)
      throws IOException {
    var words = new ArrayList<>(as);
    words.add(program.toString());
    words.addAll(List.of(arguments));
    return GoProgram.start(words);
  }

  private static String look(GoProgram app) throws Exception {
    return look(app, withoutCapabilities());
  }

  private static String look(GoProgram app, List<String> as) throws Exception {
    return look(app.proc(), as);
  }

  private static String look(Path proc, List<String> as) throws Exception {
    var words = new ArrayList<>(as);
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OneDump.class.getName(),
            proc.toString()));
    Process reader =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(reader.waitFor()).as(answer).isZero();
    return answer;
  }

  private static List<String> withoutCapabilities() {
    return isRoot() ? NO_CAPABILITIES : List.of("env");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
