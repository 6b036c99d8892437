package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A program of src/test/programs, built, started, and ready to be looked at. */
final class GoProgram implements AutoCloseable {

  /** The toolchain on the path. */
  static final String LOCAL = "local";

  private static final Path SOURCES = Path.of("src/test/programs").toAbsolutePath();
  private static final Path BUILT = Path.of("target/programs").toAbsolutePath();

  /** How it is built. */
  enum Build {
    PLAIN(false, ""),
    STRIPPED(false, "-trimpath;-ldflags=-s -w"),
    PIE(false, "-buildmode=pie"),
    PIE_STRIPPED(false, "-buildmode=pie;-trimpath;-ldflags=-s -w"),
    CGO(true, "-ldflags=-linkmode=external"),
    PLUGIN(true, "-buildmode=plugin"),
    ARM64(false, "-trimpath;-ldflags=-s -w"),
    AMD64_V3(false, "-ldflags=-s -w"),
    AMD64_V4(false, "-ldflags=-s -w"),
    NOT_INLINED(false, "-gcflags=all=-l;-ldflags=-s -w"),
    NOT_OPTIMISED(false, "-gcflags=all=-N -l;-ldflags=-s -w");

    private final boolean cgo;
    private final String flags;

    Build(boolean cgo, String flags) {
      this.cgo = cgo;
      this.flags = flags;
    }

    /** GOAMD64: which instructions may be used. */
    private String level() {
      return switch (this) {
        case AMD64_V3 -> "v3";
        case AMD64_V4 -> "v4";
        default -> "v1";
      };
    }

    private List<String> flags() {
      return flags.isEmpty() ? List.of() : List.of(flags.split(";"));
    }
  }

  private final Process process;
  private final Path errors;

  private GoProgram(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Builds a program; one build runs at a time, and what has not changed is not built again. */
  static synchronized Path build(String name, String version, Build build)
      throws IOException, InterruptedException {
    if (build.cgo) {
      assertThat(List.of(System.getenv("PATH").split(File.pathSeparator)))
          .as("cgo needs gcc on the PATH: apt-get install gcc libc6-dev")
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc")));
    }
    Files.createDirectories(BUILT);
    Path program = BUILT.resolve(name.replace('/', '-') + "-" + version + "-" + build);
    var words =
        new ArrayList<>(List.of("go", "build", "-buildvcs=false", "-o", program.toString()));
    words.addAll(build.flags());
    words.add(".");
    var go = new ProcessBuilder(words).directory(SOURCES.resolve(name).toFile()).inheritIO();
    go.environment().put("GOTOOLCHAIN", version.equals(LOCAL) ? LOCAL : "go" + version);
    go.environment().put("CGO_ENABLED", build.cgo ? "1" : "0");
    if (build == Build.ARM64) {
      go.environment().put("GOARCH", "arm64");
    }
    go.environment().put("GOAMD64", build.level());
    // Go 1.19 does not find itself in the module cache otherwise
    go.environment().put("GODEBUG", "goindex=0");
    assertThat(go.start().waitFor()).as("go build of " + program.getFileName()).isZero();
    return program;
  }

  /** Gives the go command of a version: a large program that this version built. */
  static Path goCommand(String version) throws IOException, InterruptedException {
    var go = new ProcessBuilder("go", "env", "GOROOT");
    go.environment().put("GOTOOLCHAIN", version.equals(LOCAL) ? LOCAL : "go" + version);
    Process process = go.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String root = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("go env GOROOT").isZero();
    return Path.of(root.strip(), "bin", "go");
  }

  /**
   * Starts a program and waits until it says that it is ready.
   *
   * @param words the program, perhaps behind one that starts it, and its arguments
   */
  static GoProgram start(List<String> words) throws IOException {
    Path errors = Files.createTempFile(BUILT, "errors", "");
    Process process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).as(() -> read(errors)).startsWith("ready");
    return new GoProgram(process, errors);
  }

  static GoProgram start(Path program, String... arguments) throws IOException {
    var words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return start(words);
  }

  Path proc() {
    return Path.of("/proc", Long.toString(process.pid()));
  }

  long pid() {
    return process.pid();
  }

  /** Reads its memory once. */
  String dump() throws UnreadableException, IOException {
    try (LiveProcess live = LiveProcess.open(proc())) {
      return dump(live, Options.once());
    }
  }

  static String dump(LiveProcess live, Options options) throws UnreadableException, IOException {
    var out = new ByteArrayOutputStream();
    live.dump(out, options);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Waits until it has had the CPU for so long, which takes longer on a busy machine. */
  void work(Duration time) {
    Duration before = process.info().totalCpuDuration().orElseThrow();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                process.info().totalCpuDuration().orElseThrow().minus(before).compareTo(time) >= 0);
  }

  /** Ends it in the runtime's own way, which prints its goroutines. */
  String quit() throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start().waitFor())
        .isZero();
    assertThat(process.waitFor(Duration.ofMinutes(1))).isTrue();
    return read(errors);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(errors);
  }

  /** Gives what it has written to its error output. */
  String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException broken) {
      return broken.toString();
    }
  }
}
