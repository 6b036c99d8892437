package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.Segment;
import dev.stuckpod.goroutines.memory.ChannelMemory;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Metered;
import dev.stuckpod.goroutines.process.ProcessFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stacks of programs for arm64, which run in an emulator of that processor (qemu's user mode): held
 * against what their own runtime prints upon a SIGQUIT. {@code -Darm64.emulator} names the
 * emulator; goroutines/matrix does.
 */
@EnabledIfSystemProperty(named = "arm64.emulator", matches = ".+")
class EmulatedIT {

  private static final List<String> ALL =
      List.of(
          "1.19.13", "1.20.14", "1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.7", "1.26.8",
          "1.27.0");

  /** One line per program: for goroutines/matrix. */
  private static final Path RESULT = Path.of("target/arm64.txt");

  static Stream<String> versions() {
    String versions = System.getProperty("go.versions", "all");
    return versions.isEmpty() || versions.equals("all")
        ? ALL.stream()
        : Stream.of(versions.split(","));
  }

  @ParameterizedTest(name = "Go {0}, arm64")
  @MethodSource("versions")
  void isWhatTheRuntimePrints(String version) throws Exception {
    Path program = GoProgram.build("waiting", version, Build.ARM64);
    String emulator = Objects.requireNonNull(System.getProperty("arm64.emulator"));
    try (GoProgram app = GoProgram.start(List.of(emulator, program.toString(), "3"))) {
      String result = Truth.compare(app, () -> dump(app, program));
      result += "; " + sockets(version, emulator) + " sockets";
      Files.writeString(
          RESULT,
          version + ": " + result + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** Tells of how many sockets the program and its dump say the same. */
  private static int sockets(String version, String emulator) throws Exception {
    Path program = GoProgram.build("sockets", version, Build.ARM64);
    try (GoProgram app = GoProgram.start(List.of(emulator, program.toString()))) {
      Map<String, String> expected = SocketsIT.expected(app.errors());
      Awaitility.await()
          .untilAsserted(() -> assertThat(SocketsIT.told(dump(app, program))).isEqualTo(expected));
      return expected.size();
    }
  }

  /** The program's file is not the process's own, and its addresses may be moved. */
  private static String dump(GoProgram app, Path program) throws UnreadableException, IOException {
    try (ProcessFiles files = ProcessFiles.open(app.proc());
        FileChannel file = FileChannel.open(program)) {
      var source = new ChannelMemory(file);
      Elf elf = Elf.read(source, 0).orElseThrow();
      long moved = moved(app, program, elf);
      var host = new ChannelMemory(Objects.requireNonNull(files.memory()));
      Memory guest = (address, into) -> host.read(address + moved, into);
      var memory = new Metered(guest);
      Program read = OpenProcess.program(memory, source, elf.entry());
      var identity = new Reader.Identity(files.pid(), files.identity(), files.folder());
      var out = new ByteArrayOutputStream();
      new Reader(identity, memory, read, files::isGone).dump(out, Options.once());
      String text = out.toString(StandardCharsets.UTF_8);
      assertThat(text).contains(" linux/arm64, ").doesNotContain("# Mutex");
      return text;
    }
  }

  /** Tells what the emulator adds to each address of the program. */
  private static long moved(GoProgram app, Path program, Elf elf) throws IOException {
    long first = elf.segments().stream().mapToLong(Segment::address).min().orElseThrow();
    return Files.readAllLines(app.proc().resolve("maps")).stream()
            .filter(line -> line.endsWith(program.toString()))
            .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf('-')), 16))
            .min()
            .orElseThrow()
        - first;
  }
}
