package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.attempt.DumpTaker;
import dev.stuckpod.sidecar.method.Method;
import dev.stuckpod.sidecar.method.Methods;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
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
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;

/** Real apps, seen as the processes of one container, and a sidecar's attempts at them. */
final class Apps implements AutoCloseable {

  static final String CONTAINER = "0123456789abcdef";

  final ContainerProcesses processes;
  final Attempts attempts;
  private final Path directory;
  private final Spool spool;
  private final List<Process> started = new ArrayList<>();

  Apps(Path directory) throws IOException {
    this.directory = directory;
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    spool = new Spool(Files.createDirectory(directory.resolve("spool")), 1 << 20);
    List<Method> methods = Methods.of(proc, self, new Signals(proc), spool);
    processes = new ContainerProcesses(proc, self, methods, (pid, _) -> isOne(pid));
    attempts = new Attempts(new DumpTaker(processes, methods, Clock.systemUTC()));
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }

  /** Starts a program and waits until it says that it is ready. */
  Process startReady(String... words) throws IOException {
    Process process = start(words);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> log().contains("ready"));
    return process;
  }

  Process start(String... words) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    started.add(process);
    return process;
  }

  Process startJvm(Path java, String... options) throws IOException {
    return startJvmOf(
        "public class App { public static void main(String[] a) throws Exception {"
            + " System.out.println(\"ready\"); Thread.sleep(600_000); } }",
        java,
        options);
  }

  /** Starts a JVM with a program of one class, App. */
  Process startJvmOf(String program, Path java, String... options) throws IOException {
    Path source = Files.writeString(directory.resolve("App.java"), program);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", source.toString());
    assertThat(failed).as("javac").isZero();
    var words = new ArrayList<String>();
    words.add(java.toString());
    words.addAll(List.of(options));
    words.addAll(List.of("-cp", directory.toString(), "App"));
    return startReady(words.toArray(String[]::new));
  }

  /** Builds the program of fixtures/goapp. */
  String goApp(String... flags) throws IOException, InterruptedException {
    return build("goapp", flags);
  }

  /** Builds the program of fixtures/turns, whose lock is handed on slowly. */
  String turns() throws IOException, InterruptedException {
    return build("turns");
  }

  /** Builds the program of fixtures/gopsapp, which has the agent of gops. */
  String gopsApp() throws IOException, InterruptedException {
    return build("gopsapp");
  }

  /** Builds a program of the module goroutines, whose goroutines queue at locks. */
  String queues() throws IOException, InterruptedException {
    return build("../../../../goroutines/src/test/programs/queues");
  }

  private String build(String fixture, String... flags) throws IOException, InterruptedException {
    Path app = directory.resolve(Path.of(fixture).getFileName());
    var words = new ArrayList<>(List.of("go", "build", "-o", app.toString()));
    words.addAll(List.of(flags));
    words.add(".");
    Process build =
        new ProcessBuilder(words)
            .directory(Path.of("src/test/fixtures", fixture).toFile())
            .inheritIO()
            .start();
    assertThat(build.waitFor()).as("go build").isZero();
    return app.toString();
  }

  ProcessInfo only() throws IOException {
    List<ProcessInfo> found = processes.find(CONTAINER);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** What the apps have printed. */
  String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  String dump(AttemptResult result) throws IOException {
    Path file = spool.find(result.attemptId()).orElseThrow();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Where dumps are kept. */
  Spool spool() {
    return spool;
  }

  /** Whether a process is one of these. */
  boolean isOne(int pid) {
    return started.stream().anyMatch(process -> process.pid() == pid);
  }

  /** The dumps that are kept. */
  List<Path> dumps() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
      return files.filter(file -> file.toString().endsWith(".gz")).toList();
    }
  }

  /** What is remembered of readings. */
  List<Path> sightings() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
      return files.filter(file -> file.toString().endsWith(".sightings")).toList();
    }
  }

  static MethodInfo method(ProcessInfo info, CaptureMethod method) {
    return info.methods().stream().filter(m -> m.method() == method).findFirst().orElseThrow();
  }

  static AttemptRequest request(ProcessInfo info, CaptureMethod method, boolean killsAllowed) {
    return request(info, method, killsAllowed, Instant.now().plusSeconds(5));
  }

  static AttemptRequest request(
      ProcessInfo info, CaptureMethod method, boolean killsAllowed, Instant expiresAt) {
    return new AttemptRequest(
        UUID.randomUUID().toString(),
        method,
        CONTAINER,
        info.pid(),
        info.startTime(),
        expiresAt.toString(),
        killsAllowed);
  }

  static void signal(Process process, String name) throws IOException, InterruptedException {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }
}
