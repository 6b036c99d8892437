package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.FakeProc;
import dev.stuckpod.sidecar.method.Methods;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose program cannot be read to an end, as on a file system that is dead: here a FIFO,
 * whose opening heeds no interruption.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingLookTest {

  private static final int SELF = 5;
  private static final int HANGING = 7;
  private static final int OTHER = 8;

  @TempDir Path root;
  private ContainerProcesses processes;

  @BeforeEach
  void start() throws Exception {
    var fake = new FakeProc(root);
    for (int pid : new int[] {HANGING, OTHER}) {
      fake.start(pid, 'a');
      Path process = root.resolve(Integer.toString(pid));
      Path real = Path.of("/proc", Long.toString(ProcessHandle.current().pid()));
      for (String file : new String[] {"auxv", "cmdline", "environ", "maps", "mem", "root"}) {
        Files.createSymbolicLink(process.resolve(file), real.resolve(file));
      }
      for (String file : new String[] {"stat", "status"}) {
        Files.copy(real.resolve(file), process.resolve(file));
      }
    }
    Path program = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "exe");
    Files.createSymbolicLink(root.resolve(OTHER + "/exe"), program);
    assertThat(new ProcessBuilder("mkfifo", fifo().toString()).start().waitFor()).isZero();
    Proc proc = new Proc(root);
    Self self = new Self(SELF, 0, 0, -1);
    processes =
        new ContainerProcesses(
            proc,
            self,
            Methods.of(proc, self, new Signals(proc), new Spool(root, 1)),
            (_, container) -> !container.isEmpty(),
            Duration.ofSeconds(3));
  }

  /** Lets whoever hangs go on. */
  @AfterEach
  void end() throws IOException {
    Files.newByteChannel(fifo(), StandardOpenOption.READ, StandardOpenOption.WRITE).close();
  }

  @Test
  void tellsWhyOfThatProcessAndAllOfOthers() throws IOException {
    for (int i = 0; i < 3; i++) {
      List<ProcessInfo> found = processes.find("a");

      assertThat(found).hasSize(2);
      assertThat(found.getFirst())
          .returns(OTHER, ProcessInfo::pid)
          .returns(ProcessInfo.HOTSPOT, ProcessInfo::runtime);
      assertThat(reasons(found.getLast())).containsOnly(Reason.TimedOut);
    }
  }

  @Test
  void refusesAnAttemptAtThatProcessAndNoneAtOthers() {
    assertThat(reasons(processes.look("a", HANGING, CaptureMethod.Jcmd).orElseThrow()))
        .containsOnly(Reason.TimedOut);
    assertThat(processes.look("a", OTHER, CaptureMethod.Jcmd))
        .map(ProcessInfo::runtime)
        .contains(ProcessInfo.HOTSPOT);
  }

  private Path fifo() {
    return root.resolve(HANGING + "/exe");
  }

  private static Collection<Reason> reasons(ProcessInfo info) {
    return info.methods().stream().map(MethodInfo::reason).toList();
  }
}
