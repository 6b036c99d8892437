package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.sidecar.attach.HotSpotAttach;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.attempt.DumpTaker;
import dev.stuckpod.sidecar.attempt.Spool;
import dev.stuckpod.sidecar.pprof.Pprof;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.protocol.AttemptRequest;
import dev.stuckpod.sidecar.protocol.AttemptResult;
import dev.stuckpod.sidecar.protocol.AttemptResult.State;
import dev.stuckpod.sidecar.protocol.Method;
import dev.stuckpod.sidecar.protocol.MethodInfo;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import dev.stuckpod.sidecar.protocol.Reason;
import dev.stuckpod.sidecar.signal.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really asked and signalled. */
class ProcessesIT {

  private static final String CONTAINER = "0123456789abcdef";

  @TempDir Path directory;

  private final List<Process> started = new ArrayList<>();
  private ContainerProcesses processes;
  private Attempts attempts;
  private Spool spool;

  @BeforeEach
  void look() throws IOException {
    Proc proc = new Proc(Path.of("/proc"));
    Pprof pprof = new Pprof(proc);
    Signals signals = new Signals(proc);
    processes =
        new ContainerProcesses(
            proc,
            Self.read(proc),
            pprof,
            (pid, _) -> started.stream().anyMatch(p -> p.pid() == pid));
    spool = new Spool(Files.createDirectory(directory.resolve("spool")));
    DumpTaker taker =
        new DumpTaker(
            processes, signals, new HotSpotAttach(proc, signals), pprof, spool, Clock.systemUTC());
    attempts = new Attempts(taker::take);
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aGoProcessIsIdentifiedAndDumpsOnceThoughAskedTwice() throws Exception {
    Process app = start("go.log", goApp());
    ProcessInfo info = only();

    assertThat(info.runtime()).isEqualTo(ProcessInfo.GO);
    assertThat(info.runtimeVersion()).startsWith("go1.");
    assertThat(method(info, Method.SigQuit))
        .returns(true, MethodInfo::possible)
        .returns(true, MethodInfo::kills);
    assertThat(method(info, Method.Jcmd).reason()).isEqualTo(Reason.WrongRuntime);
    assertThat(method(info, Method.Pprof).reason()).isEqualTo(Reason.NoPprof);

    AttemptRequest request = request(info, Method.SigQuit, true);
    AttemptResult first = attempts.make(request);
    AttemptResult again = attempts.make(request);

    assertThat(first.reason()).isEqualTo(Reason.SignalSent);
    assertThat(again).isEqualTo(first);
    assertThat(app.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(app.exitValue()).isEqualTo(2);
    assertThat(Files.readString(directory.resolve("go.log"))).containsOnlyOnce("SIGQUIT: quit");
  }

  @Test
  void aGoProcessIsNotSignalledWhereThatIsNotAllowed() throws Exception {
    Process app = start("go.log", goApp());

    AttemptResult result = attempts.make(request(only(), Method.SigQuit, false));

    assertThat(result.state()).isEqualTo(State.Refused);
    assertThat(result.reason()).isEqualTo(Reason.RestartNotAllowed);
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void pprofOnLoopbackIsFoundAndAsked() throws Exception {
    Process app = start("go.log", goApp(), "127.0.0.1:" + freePort());
    Awaitility.await().until(() -> method(only(), Method.Pprof).possible());

    AttemptResult result = attempts.make(request(only(), Method.Pprof, false));

    assertThat(result.reason()).isEqualTo(Reason.DumpTaken);
    assertThat(dump(result)).startsWith("goroutine ").contains("main.main()");
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void aJvmIsAttachedToAndNothingIsPrintedIntoItsLog() throws Exception {
    Process app = startJvm();
    ProcessInfo info = only();
    assertThat(info.runtime()).isEqualTo(ProcessInfo.HOTSPOT);

    AttemptResult result = attempts.make(request(info, Method.Jcmd, false));

    assertThat(result.message()).contains("attach");
    assertThat(dump(result)).contains("Full thread dump").contains("\"main\"");
    assertThat(Files.readString(directory.resolve("java.log"))).doesNotContain("Full thread dump");
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void aJvmThatForbidsAttachingIsLeftAloneButCanBeSignalled() throws Exception {
    Process app = startJvm("-XX:+DisableAttachMechanism");
    ProcessInfo info = only();
    assertThat(method(info, Method.Jcmd).reason()).isEqualTo(Reason.AttachDisabled);
    assertThat(attempts.make(request(info, Method.Jcmd, true)).state()).isEqualTo(State.Refused);
    assertThat(Files.readString(directory.resolve("java.log"))).doesNotContain("Full thread dump");

    assertThat(attempts.make(request(info, Method.SigQuit, false)).reason())
        .isEqualTo(Reason.SignalSent);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Files.readString(directory.resolve("java.log")))
                    .containsOnlyOnce("Full thread dump"));
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void aStoppedJvmTimesOutAndIsSignalledOnce() throws Exception {
    Process app = startJvm();
    ProcessInfo info = only();
    signal(app, "STOP");

    AttemptResult result = attempts.make(request(info, Method.Jcmd, false));

    assertThat(result.reason()).isEqualTo(Reason.TimedOut);
    assertThat(app.isAlive()).isTrue();
    signal(app, "CONT");
  }

  @Test
  void whatIsNeitherGoNorAJvmIsRefusedAndLives() throws Exception {
    Process app = start("sleep.log", "sleep", "60");
    ProcessInfo info = only();

    AttemptResult result = attempts.make(request(info, Method.SigQuit, true));

    assertThat(result.reason()).isEqualTo(Reason.NotIdentified);
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void aLateRequestIsRefused() throws Exception {
    Process app = start("go.log", goApp());
    ProcessInfo info = only();
    AttemptRequest late =
        new AttemptRequest(
            "late",
            Method.SigQuit,
            CONTAINER,
            info.pid(),
            info.startTime(),
            Instant.now().minusMillis(1).toString(),
            true);

    assertThat(attempts.make(late).reason()).isEqualTo(Reason.Expired);
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void aProcessThatBeganAtAnotherTimeIsNotTheOneThatWasMeant() throws Exception {
    Process app = start("go.log", goApp());
    ProcessInfo info = only();
    AttemptRequest other =
        new AttemptRequest(
            "other",
            Method.SigQuit,
            CONTAINER,
            info.pid(),
            info.startTime() + 1,
            inFiveSeconds(),
            true);

    assertThat(attempts.make(other).reason()).isEqualTo(Reason.ProcessChanged);
    assertThat(app.isAlive()).isTrue();
  }

  private ProcessInfo only() throws IOException {
    List<ProcessInfo> found = processes.find(CONTAINER);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static MethodInfo method(ProcessInfo info, Method method) {
    return info.methods().stream().filter(m -> m.method() == method).findFirst().orElseThrow();
  }

  private static AttemptRequest request(ProcessInfo info, Method method, boolean killsAllowed) {
    return new AttemptRequest(
        UUID.randomUUID().toString(),
        method,
        CONTAINER,
        info.pid(),
        info.startTime(),
        inFiveSeconds(),
        killsAllowed);
  }

  private static String inFiveSeconds() {
    return Instant.now().plusSeconds(5).toString();
  }

  private String dump(AttemptResult result) throws IOException {
    Path file = spool.find(result.attemptId()).orElseThrow();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String goApp() throws Exception {
    Path app = directory.resolve("goapp");
    Process build =
        new ProcessBuilder("go", "build", "-o", app.toString(), ".")
            .directory(Path.of("src/test/fixtures/goapp").toFile())
            .inheritIO()
            .start();
    assertThat(build.waitFor()).as("go build").isZero();
    return app.toString();
  }

  private Process startJvm(String... options) throws Exception {
    Path source = directory.resolve("App.java");
    Files.writeString(
        source,
        "public class App { public static void main(String[] a) throws Exception {"
            + " System.out.println(\"ready\"); Thread.sleep(600_000); } }");
    var words = new ArrayList<String>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.addAll(List.of(options));
    words.add(source.toString());
    return start("java.log", words.toArray(String[]::new));
  }

  private Process start(String log, String... words) throws IOException {
    Path file = directory.resolve(log);
    Process process =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(file.toFile())
            .start();
    started.add(process);
    if (!words[0].equals("sleep")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Files.readString(file).contains("ready"));
    }
    return process;
  }

  private static void signal(Process process, String name) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
