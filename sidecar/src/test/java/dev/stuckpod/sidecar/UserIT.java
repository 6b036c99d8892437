package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.CaptureMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Apps of other users, looked at without any capability, as in a pod. Only root can start such
 * apps; for anybody else, a process of root's is the app.
 */
class UserIT {

  private static final List<String> NO_CAPABILITIES =
      List.of("setpriv", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all");

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  static Stream<Arguments> users() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Stream.of(Arguments.of(List.of(), "RootApp", "injection.rootApps"));
    }
    return Stream.of(
        Arguments.of(
            List.of("setpriv", "--reuid=65532", "--regid=65532", "--clear-groups"),
            "UidMismatch",
            "stuckpod.dev/run-as: \"65532:65532\""),
        Arguments.of(
            List.of("setpriv", "--regid=65532", "--clear-groups", "--bounding-set=-all"),
            "GidMismatch",
            "stuckpod.dev/run-as: \"0:65532\""),
        Arguments.of(List.of("env"), "RootApp", "drop them"));
  }

  @AfterEach
  void end() {
    started.forEach(process -> process.destroyForcibly().onExit().join());
  }

  @ParameterizedTest
  @MethodSource("users")
  void anAppOfAnotherUserIsRefusedWithTheRemedy(List<String> as, String reason, String remedy)
      throws Exception {
    long pid = as.isEmpty() ? 1 : start(as, List.of("sleep", "60")).pid();

    List<String> answer = look(pid, Path.of("/proc"));

    assertThat(answer)
        .hasSize(CaptureMethod.values().length)
        .allSatisfy(line -> assertThat(line).contains(" " + reason + " ").contains(remedy));
  }

  @Test
  void aProcessThatIsNotDumpableIsRefusedWithTheReason() throws Exception {
    long pid = startGo("GOAPP_NOT_DUMPABLE=yes").pid();

    assertThat(look(pid, Path.of("/proc")))
        .hasSize(CaptureMethod.values().length)
        .allSatisfy(line -> assertThat(line).contains(" NotDumpable "));
  }

  /** What Yama does to mem, the mode of a file does here; all else is the process's own. */
  @Test
  void whereMemoryAloneIsForbiddenTheProcessIsIdentifiedAndTheNextMethodIsPossible()
      throws Exception {
    long pid = startGo("GOAPP=plain").pid();
    Path proc = directory.resolve("proc");
    Path process = Files.createDirectories(proc.resolve(Long.toString(pid)));
    for (String file : List.of("auxv", "cgroup", "exe", "maps", "root", "stat", "status")) {
      Files.createSymbolicLink(process.resolve(file), Path.of("/proc", Long.toString(pid), file));
    }
    Files.writeString(
        Files.createDirectories(proc.resolve("self")).resolve("status"),
        Files.readString(Path.of("/proc/self/status")));
    Files.writeString(
        Files.createDirectories(proc.resolve("sys/kernel/yama")).resolve("ptrace_scope"), "1\n");
    Files.createFile(
        process.resolve("mem"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));

    List<String> answer = look(pid, proc);

    assertThat(answer).filteredOn(line -> line.contains(" SigQuit Possible ")).hasSize(1);
    assertThat(answer)
        .filteredOn(line -> line.contains(" ProcMem "))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("YamaForbids", "ptrace_scope is 1"));
  }

  private Process startGo(String variable) throws IOException, InterruptedException {
    String app = new Apps(directory).goApp();
    Process process = start(asAnybody(), List.of("env", variable, app));
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return process;
  }

  private static List<String> asAnybody() {
    return "root".equals(System.getProperty("user.name")) ? NO_CAPABILITIES : List.of("env");
  }

  private List<String> look(long pid, Path proc) throws IOException, InterruptedException {
    Process onlooker =
        start(
            asAnybody(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Onlooker.class.getName(),
                Long.toString(pid),
                proc.toString()));
    String answer = new String(onlooker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(onlooker.waitFor()).as(answer).isZero();
    return answer.lines().toList();
  }

  private Process start(List<String> as, List<String> program) throws IOException {
    var words = new ArrayList<>(as);
    words.addAll(program);
    Process process =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }
}
