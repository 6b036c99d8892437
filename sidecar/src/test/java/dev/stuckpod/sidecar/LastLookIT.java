package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.lastlook.AppLook;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes that are about to end, some stuck and some not. */
class LastLookIT {

  /** What stands or works, in a JVM. */
  private static final String APP =
      """
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.Executors;
      import java.util.concurrent.locks.ReentrantLock;

      public class App {
        static final CountDownLatch both = new CountDownLatch(2);
        static final ReentrantLock[] locks = {new ReentrantLock(), new ReentrantLock()};

        public static void main(String[] a) throws Exception {
          String how = System.getProperty("how").replace("virtual ", "");
          boolean virtual = !how.equals(System.getProperty("how"));
          for (int i = 0; i < 8; i++) {
            int own = i;
            start(virtual && own < 2, () -> work(how, own));
          }
          Executors.newFixedThreadPool(4).submit(() -> { });
          if (how.equals("locks") || how.equals("monitors")) {
            both.await();
          }
          System.out.println("ready");
          Thread.sleep(600_000);
        }

        static void start(boolean virtual, Runnable work) throws Exception {
          if (virtual) {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
          } else {
            new Thread(work).start();
          }
        }

        static void work(String how, int own) {
          try {
            if (how.equals("works")) {
              while (true) {
                Thread.sleep(1);
              }
            } else if (how.equals("rests") || own > 1) {
              Thread.sleep(600_000);
            } else if (how.equals("monitors")) {
              synchronized (locks[own]) {
                both.countDown();
                both.await();
                synchronized (locks[1 - own]) {
                  System.exit(1);
                }
              }
            }
            locks[own].lock();
            both.countDown();
            both.await();
            locks[1 - own].lock();
            System.exit(1);
          } catch (InterruptedException e) {
            System.exit(2);
          }
        }
      }
      """;

  @TempDir Path directory;
  private Apps apps;
  private AppLook look;

  @BeforeEach
  void look() throws IOException {
    apps = new Apps(directory);
    var proc = new Proc(Path.of("/proc"));
    look =
        new AppLook(
            proc,
            pid -> apps.isOne(pid) ? Optional.of(Apps.CONTAINER) : Optional.empty(),
            apps.processes,
            new Glances(proc, apps.processes),
            apps.attempts,
            apps.spool(),
            () -> 0);
  }

  @AfterEach
  void end() {
    apps.close();
  }

  @Test
  void goroutinesThatStandAtLocksAreDumpedAndGoOnStanding() throws Exception {
    Process app = apps.startReady(apps.queues(), "100", "0");

    KeptDump kept = look(false).orElseThrow();

    assertThat(kept)
        .returns(CaptureMethod.ProcMem, KeptDump::method)
        .returns(Apps.CONTAINER, KeptDump::containerID)
        .returns(Math.toIntExact(app.pid()), KeptDump::pid)
        .returns(202, KeptDump::waiting)
        .returns(
            "202 goroutines wait for locks, and while the sidecar looked none of them has run",
            KeptDump::message)
        .returns(true, KeptDump::isSane);
    assertThat(apps.dump(apps.attempts.find(kept.attemptId()).orElseThrow()))
        .contains("sync.(*RWMutex).RLock", "main.");
    assertThat(app.isAlive()).isTrue();

    look.drop(kept);
    assertThat(apps.spool().find(kept.attemptId())).isEmpty();
  }

  @Test
  void anIdleGoProgramIsNotDumped() throws Exception {
    apps.startReady(apps.goApp());
    assertThat(look(false)).isEmpty();
    assertThat(look(true)).isEmpty();
    assertThat(apps.dumps()).isEmpty();
  }

  /** Long enough for reading to begin; what was read is thrown away. */
  @Test
  void whoWaitsForALockThatIsHandedOnSlowlyIsNotKept() throws Exception {
    apps.startReady(apps.turns());
    for (int i = 0; i < 3; i++) {
      assertThat(look(false)).isEmpty();
    }
    Awaitility.await().until(() -> apps.dumps().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"locks", "monitors", "virtual locks", "virtual monitors"})
  void threadsThatStandAtLocksAreDumped(String how) throws Exception {
    Process app = startJvm(how);

    // the threads that have just started run no more
    KeptDump kept = Awaitility.await().until(() -> look(true), Optional::isPresent).orElseThrow();

    assertThat(kept)
        .returns(CaptureMethod.Jcmd, KeptDump::method)
        .returns(2, KeptDump::waiting)
        .returns(
            "2 threads wait for locks, and while the sidecar looked hardly any thread has run",
            KeptDump::message);
    assertThat(apps.dump(apps.attempts.find(kept.attemptId()).orElseThrow()))
        .contains("Full thread dump", "App.work");
    assertThat(app.isAlive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rests", "works", "virtual rests"})
  void aJvmWhoseThreadsRestOrWorkKeepsNothing(String how) throws Exception {
    startJvm(how);
    for (int i = 0; i < 3; i++) {
      assertThat(look(true)).isEmpty();
    }
    assertThat(apps.dumps()).isEmpty();
  }

  @Test
  void aProcessOfNoneOfThemIsLeftAlone() throws Exception {
    Process app = apps.startReady("sh", "-c", "echo ready; read line");
    assertThat(look(true)).isEmpty();
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void nothingIsBegunWhenTheTimeIsOver() throws Exception {
    apps.startReady(apps.queues(), "3", "0");
    assertThat(look.look(true, System.nanoTime() - 1)).isEmpty();
    assertThat(apps.dumps()).isEmpty();
  }

  private Process startJvm(String how) throws IOException {
    return apps.startJvmOf(
        APP, Path.of(System.getProperty("java.home"), "bin", "java"), "-Dhow=" + how);
  }

  private Optional<KeptDump> look(boolean suspected) throws InterruptedException {
    return look.look(suspected, System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
  }
}
