package dev.stuckpod.sidecar;

import static dev.stuckpod.sidecar.Apps.method;
import static dev.stuckpod.sidecar.Apps.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real JVMs, really attached to: the one of the tests and the one that runs Maven. */
class JvmIT {

  private static final String DUMP = "Full thread dump";

  @TempDir Path directory;
  private Apps apps;

  static Stream<Path> jvms() {
    return Stream.of(System.getProperty("java.home"), System.getProperty("maven.java.home"))
        .map(home -> Path.of(home, "bin", "java"))
        .distinct();
  }

  static Stream<Path> jvmsWithVirtualThreads() throws IOException {
    List<Path> jvms = new ArrayList<>();
    for (Path java : jvms().toList()) {
      if (Integer.parseInt(version(java).split("[.]")[0]) >= 21) {
        jvms.add(java);
      }
    }
    return jvms.stream();
  }

  @BeforeEach
  void look() throws IOException {
    apps = new Apps(directory);
  }

  @AfterEach
  void end() {
    apps.close();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void isAttachedToAndPrintsNothingIntoItsLog(Path java) throws Exception {
    Process app = apps.startJvm(java);
    ProcessInfo info = apps.only();
    assertThat(info.runtime()).isEqualTo(ProcessInfo.HOTSPOT);
    assertThat(info.runtimeVersion()).isEqualTo(version(java));

    AttemptResult result = apps.attempts.make(request(info, CaptureMethod.Jcmd, false));

    assertThat(result.message()).contains("attach");
    assertThat(apps.dump(result)).contains(DUMP).contains("\"main\"");
    assertThat(apps.log()).doesNotContain(DUMP);
    assertThat(app.isAlive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void thatForbidsAttachingIsLeftAloneButCanBeSignalled(Path java) throws Exception {
    Process app = apps.startJvm(java, "-XX:+DisableAttachMechanism");
    ProcessInfo info = apps.only();
    assertThat(method(info, CaptureMethod.Jcmd).reason()).isEqualTo(Reason.AttachDisabled);
    assertThat(apps.attempts.make(request(info, CaptureMethod.Jcmd, true)).state())
        .isEqualTo(State.Refused);
    assertThat(apps.log()).doesNotContain(DUMP);

    assertThat(apps.attempts.make(request(info, CaptureMethod.SigQuit, false)).reason())
        .isEqualTo(Reason.SignalSent);

    Awaitility.await().untilAsserted(() -> assertThat(apps.log()).containsOnlyOnce(DUMP));
    assertThat(app.isAlive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void thatForbidsAttachingByAnArgumentFileIsLeftAlone(Path java) throws Exception {
    Path options = directory.resolve("options");
    Files.writeString(options, "-XX:+DisableAttachMechanism\n");
    apps.startJvm(java, "@" + options);

    AttemptResult result = apps.attempts.make(request(apps.only(), CaptureMethod.Jcmd, false));

    assertThat(result.reason()).isEqualTo(Reason.AttachDisabled);
    assertThat(apps.log()).doesNotContain(DUMP);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void withoutAHandlerIsStillAttachedTo(Path java) throws Exception {
    apps.startJvm(java, "-Xrs");

    AttemptResult result = apps.attempts.make(request(apps.only(), CaptureMethod.Jcmd, false));

    assertThat(apps.dump(result)).contains(DUMP);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void withoutAHandlerThatForbidsAttachingIsLeftAloneAndBothAreNamed(Path java) throws Exception {
    Process app = apps.startJvm(java, "-Xrs", "-XX:+DisableAttachMechanism");

    for (CaptureMethod method : List.of(CaptureMethod.Jcmd, CaptureMethod.SigQuit)) {
      AttemptResult result = apps.attempts.make(request(apps.only(), method, true));

      assertThat(result.state()).isEqualTo(State.Refused);
      assertThat(result.message()).contains("-XX:+DisableAttachMechanism", "-Xrs");
    }
    assertThat(app.isAlive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void withoutAHandlerIsNotEndedWhenItsSocketWasCleanedAway(Path java) throws Exception {
    Process app = apps.startJvm(java, "-Xrs");
    Path socket = Path.of("/tmp/.java_pid" + app.pid());
    Awaitility.await().until(() -> Files.deleteIfExists(socket));

    AttemptResult attach = apps.attempts.make(request(apps.only(), CaptureMethod.Jcmd, false));
    AttemptResult signal = apps.attempts.make(request(apps.only(), CaptureMethod.SigQuit, true));

    assertThat(attach.reason()).isEqualTo(Reason.NotCaught);
    assertThat(signal.reason()).isEqualTo(Reason.NotCaught);
    assertThat(app.isAlive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void thatIsStoppedTimesOut(Path java) throws Exception {
    Process app = apps.startJvm(java);
    ProcessInfo info = apps.only();
    Apps.signal(app, "STOP");

    AttemptResult result = apps.attempts.make(request(info, CaptureMethod.Jcmd, false));

    assertThat(result.reason()).isEqualTo(Reason.TimedOut);
    assertThat(app.isAlive()).isTrue();
    Apps.signal(app, "CONT");
  }

  @ParameterizedTest
  @MethodSource("jvmsWithVirtualThreads")
  void tellsOfVirtualThreadsAndLeavesNothingBehind(Path java) throws Exception {
    apps.startJvmOf(
        "public class App { public static void main(String[] a) throws Exception {"
            + " Object thread = Thread.class.getMethod(\"startVirtualThread\", Runnable.class)"
            + ".invoke(null, (Runnable) App::sleep);"
            + " Thread.sleep(300); System.out.println(\"ready\"); Thread.sleep(600_000); }"
            + " static void sleep() { try { Thread.sleep(600_000); }"
            + " catch (InterruptedException e) { } } }",
        java);

    AttemptResult result = apps.attempts.make(request(apps.only(), CaptureMethod.Jcmd, false));

    assertThat(result.message()).contains("Thread.dump_to_file: Created");
    assertThat(apps.dump(result))
        .containsSubsequence(DUMP, "Thread.dump_to_file of the same attempt:", "App.sleep");
    assertThat(apps.log()).doesNotContain(DUMP);
  }

  private static String version(Path java) throws IOException {
    return Files.readAllLines(java.resolve("../../release").normalize()).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
        .findFirst()
        .orElseThrow();
  }
}
