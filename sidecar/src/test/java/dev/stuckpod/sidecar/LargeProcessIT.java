package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.FreePort;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of which /proc tells more than fits into the sidecar's heap. */
class LargeProcessIT {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final int MANY = 200_000;

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aJvmWithManyMappingsIsIdentified() throws Exception {
    Process jvm =
        start(
            JAVA.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ManyMappings.class.getName(),
            JAVA.toString());
    assertThat(jvm.inputReader().readLine()).isEqualTo("ready");

    assertThat(look(jvm.pid(), Path.of("/proc")))
        .anyMatch(line -> line.contains(" Jcmd Possible "));
  }

  @Test
  void thePprofOfAnAppWithManyConnectionsIsFound() throws Exception {
    String app = new Apps(directory).goApp();
    Process go = start(app, "127.0.0.1:" + FreePort.find());
    assertThat(go.inputReader().readLine()).isEqualTo("ready");

    assertThat(look(go.pid(), withManyConnections(go.pid())))
        .anyMatch(line -> line.contains(" Pprof Possible "));
  }

  /** The process's own files, but for its connections. */
  private Path withManyConnections(long pid) throws IOException {
    Path proc = directory.resolve("proc");
    Path process = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Path net = Files.createDirectory(process.resolve("net"));
    for (String file : List.of("auxv", "exe", "fd", "maps", "mem", "root", "stat", "status")) {
      Files.createSymbolicLink(process.resolve(file), Path.of("/proc", Long.toString(pid), file));
    }
    try (BufferedWriter tcp = Files.newBufferedWriter(net.resolve("tcp"))) {
      for (int i = 0; i < MANY; i++) {
        tcp.write(
            "%4d: 0100007F:1F90 0100007F:%04X 01 00000000:00000000 00:00000000 00000000 0 0 %d 1\n"
                .formatted(i, i & 0xffff, 1_000_000 + i));
      }
      tcp.write(Files.readString(Path.of("/proc/self/net/tcp"), StandardCharsets.ISO_8859_1));
    }
    return proc;
  }

  private List<String> look(long pid, Path proc) throws Exception {
    Process onlooker =
        start(
            JAVA.toString(),
            "-Xmx16m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Onlooker.class.getName(),
            Long.toString(pid),
            proc.toString());
    String answer = new String(onlooker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(onlooker.waitFor()).as(answer).isZero();
    return answer.lines().toList();
  }

  private Process start(String... words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }
}
