package dev.stuckpod.sidecar;

import static dev.stuckpod.sidecar.Apps.method;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.method.Methods;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real JVM whose root is one that it has filled with what a reader stumbles over. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFilesIT {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path directory;
  private Process jvm;
  private Path root;

  @BeforeEach
  void start() throws IOException {
    var apps = new Apps(directory);
    jvm = apps.startJvm(JAVA);
    root = directory.resolve("root");
    Files.createDirectories(root.resolve("tmp"));
    Path process = Files.createDirectories(directory.resolve("proc/" + jvm.pid()));
    for (String file :
        List.of("auxv", "cmdline", "environ", "exe", "fd", "maps", "mem", "stat", "status")) {
      Files.createSymbolicLink(
          process.resolve(file), Path.of("/proc", Long.toString(jvm.pid()), file));
    }
    Files.createSymbolicLink(process.resolve("root"), root);
    Files.createSymbolicLink(process.resolve("cwd"), root.resolve("tmp"));
  }

  @AfterEach
  void end() {
    jvm.destroyForcibly().onExit().join(); // links to what is just ending cannot be removed
  }

  @ParameterizedTest
  @EnumSource
  void inPlaceOfReleaseGivesNoVersion(Trap trap) throws Exception {
    Path home = root.resolve("." + JAVA.toRealPath().resolve("../..").normalize()).normalize();
    put(trap, Files.createDirectories(home).resolve("release"));

    ProcessInfo info = look().orElseThrow();

    assertThat(info.runtime()).isEqualTo(ProcessInfo.HOTSPOT);
    assertThat(info.runtimeVersion()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void inPlaceOfCountersTellsNothing(Trap trap) throws Exception {
    Path users = Files.createDirectories(root.resolve("tmp/hsperfdata_me"));
    put(trap, users.resolve(Long.toString(jvm.pid())));

    assertThat(method(look().orElseThrow(), CaptureMethod.Jcmd).reason())
        .isEqualTo(Reason.Possible);
  }

  @ParameterizedTest
  @EnumSource
  void inPlaceOfTheCountersFolderTellsNothing(Trap trap) throws Exception {
    put(trap, root.resolve("tmp/hsperfdata_me"));

    assertThat(method(look().orElseThrow(), CaptureMethod.Jcmd).reason())
        .isEqualTo(Reason.Possible);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOLDER")
  void inPlaceOfTmpIsNoTmp(Trap trap) throws Exception {
    Files.delete(root.resolve("tmp"));
    put(trap, root.resolve("tmp"));

    assertThat(method(look().orElseThrow(), CaptureMethod.Jcmd).reason())
        .isEqualTo(Reason.ReadOnlyTmp);
  }

  @Test
  void ofManyUsersCountersSomeAreRead() throws Exception {
    for (int i = 0; i < 1000; i++) {
      put(
          Trap.FIFO,
          Files.createDirectories(root.resolve("tmp/hsperfdata_" + i))
              .resolve(Long.toString(jvm.pid())));
    }

    assertThat(method(look().orElseThrow(), CaptureMethod.Jcmd).reason())
        .isEqualTo(Reason.Possible);
  }

  private void put(Trap trap, Path at) throws Exception {
    trap.put(at, Files.writeString(directory.resolve("outside"), "JAVA_VERSION=\"of another\"\n"));
  }

  private Optional<ProcessInfo> look() throws IOException {
    Proc proc = new Proc(directory.resolve("proc"));
    Self self = Self.read(new Proc(Path.of("/proc")));
    Spool spool = new Spool(directory.resolve("spool"), 1);
    return new ContainerProcesses(
            proc, self, Methods.of(proc, self, new Signals(proc), spool), (_, _) -> true)
        .look("any", Math.toIntExact(jvm.pid()), CaptureMethod.Jcmd);
  }
}
