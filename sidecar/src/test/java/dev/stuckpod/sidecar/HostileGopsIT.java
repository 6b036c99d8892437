package dev.stuckpod.sidecar;

import static dev.stuckpod.sidecar.Apps.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.method.Methods;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real app with the real agent of gops, whose folder holds what a reader stumbles over. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileGopsIT {

  @TempDir Path directory;
  private Process app;
  private Path good;
  private Path process;
  private Path folder;

  @BeforeEach
  void start() throws Exception {
    var apps = new Apps(directory);
    app = apps.startReady("env", "GOPS_CONFIG_DIR=conf", apps.gopsApp(), "plain");
    good = directory.resolve("conf/" + app.pid());
    process = Files.createDirectories(directory.resolve("proc/" + app.pid()));
    for (String file :
        List.of("auxv", "environ", "exe", "fd", "maps", "mem", "net", "root", "stat", "status")) {
      Files.createSymbolicLink(
          process.resolve(file), Path.of("/proc", Long.toString(app.pid()), file));
    }
    Path cwd = Files.createDirectory(directory.resolve("cwd"));
    Files.createSymbolicLink(process.resolve("cwd"), cwd);
    folder = Files.createDirectory(cwd.resolve("conf"));
  }

  @AfterEach
  void end() {
    app.destroyForcibly().onExit().join();
  }

  @Test
  void whatNobodyHasTouchedIsBelieved() throws IOException {
    Files.copy(good, portFile());

    assertThat(look(CaptureMethod.Gops).possible()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void inPlaceOfThePortFileTellsNothing(Trap trap) throws Exception {
    trap.put(portFile(), good);

    assertThat(look(CaptureMethod.Gops).reason()).isEqualTo(Reason.NoGops);
  }

  @Test
  void aLinkInPlaceOfTheFolderIsNotFollowed() throws IOException {
    Files.delete(folder);
    Files.createSymbolicLink(folder, good.getParent());

    assertThat(look(CaptureMethod.Gops).reason()).isEqualTo(Reason.NoGops);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "70000", "gops", "1\0", "127.0.0.1:80"})
  void whatIsNoPortTellsNothing(String text) throws IOException {
    Files.writeString(portFile(), text);

    assertThat(look(CaptureMethod.Gops).reason()).isEqualTo(Reason.NoGops);
  }

  @Test
  void aPortOfAnotherProcessIsNotAsked() throws IOException {
    try (var other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Files.writeString(portFile(), Integer.toString(other.getLocalPort()));

      assertThat(look(CaptureMethod.Gops).reason()).isEqualTo(Reason.NoGops);
      other.setSoTimeout(100);
      assertThat(catchThrowable(other::accept)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** Not every process with an agent ends without a dump, but this one might. */
  @Test
  void whereMemoryDoesNotTellTheAppIsNotSignalled() throws IOException {
    Files.copy(good, portFile());
    Files.delete(process.resolve("mem"));

    assertThat(look(CaptureMethod.SigQuit))
        .returns(Reason.EndsWithoutDump, MethodInfo::reason)
        .satisfies(told -> assertThat(told.message()).contains("may handle SIGQUIT"));
    assertThat(look(CaptureMethod.Gops).possible()).isTrue();
  }

  private Path portFile() {
    return folder.resolve(Long.toString(app.pid()));
  }

  private MethodInfo look(CaptureMethod method) throws IOException {
    Proc proc = new Proc(directory.resolve("proc"));
    Self self = Self.read(new Proc(Path.of("/proc")));
    Spool spool = new Spool(directory.resolve("spool"), 1);
    return method(
        new ContainerProcesses(
                proc, self, Methods.of(proc, self, new Signals(proc), spool), (_, _) -> true)
            .look("any", Math.toIntExact(app.pid()), method)
            .orElseThrow(),
        method);
  }
}
