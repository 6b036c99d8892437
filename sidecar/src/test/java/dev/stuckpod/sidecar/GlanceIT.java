package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.Glance.Threads;
import dev.stuckpod.protocol.Glance.Waiters;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.LockKind;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes that get stuck, glanced at. */
class GlanceIT {

  /** Two threads work until a line comes, then each takes a lock and wants the other's. */
  private static final String DEADLOCK =
      """
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.locks.ReentrantLock;

      public class App {
        static volatile boolean over;
        static final CountDownLatch both = new CountDownLatch(2);
        static final ReentrantLock[] locks = {new ReentrantLock(), new ReentrantLock()};

        public static void main(String[] a) throws Exception {
          for (int i = 0; i < 2; i++) {
            int own = i;
            new Thread(() -> work(own, System.getProperty("by").equals("monitors"))).start();
            new Thread(() -> { while (true) { Thread.onSpinWait(); } }).start();
          }
          System.out.println("ready");
          System.in.read();
          over = true;
          Thread.sleep(600_000);
        }

        static void work(int own, boolean monitors) {
          while (!over) {
            Thread.onSpinWait();
          }
          if (monitors) {
            synchronized (locks[own]) {
              meet();
              synchronized (locks[1 - own]) {
                System.exit(1);
              }
            }
          }
          locks[own].lock();
          meet();
          locks[1 - own].lock();
          System.exit(1);
        }

        static void meet() {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            System.exit(2);
          }
        }
      }
      """;

  @TempDir Path directory;
  private Apps apps;
  private Glances glances;

  static Stream<Arguments> deadlocks() {
    return JvmIT.jvms()
        .flatMap(java -> Stream.of("locks", "monitors").map(by -> Arguments.of(java, by)));
  }

  @BeforeEach
  void look() throws IOException {
    apps = new Apps(directory);
    glances = new Glances(new Proc(Path.of("/proc")), apps.processes);
  }

  @AfterEach
  void end() {
    apps.close();
  }

  @Test
  void goroutinesThatStandAtLocksAreToldApart() throws Exception {
    apps.startReady(apps.queues(), "100", "0");
    GlanceRequest request = request();

    Glance first = glances.glance(request);
    Glance again = glances.glance(request);
    Glance second = later(request, first);

    assertThat(again).as("too soon").isEqualTo(first);
    assertThat(first.fault(request)).isEmpty();
    assertThat(second.fault(request)).isEmpty();
    assertThat(first)
        .returns(null, Glance::refusal)
        .returns(0L, Glance::sinceNanos)
        .returns(ProcessInfo.GO, Glance::runtime)
        .returns(null, Glance::threads);
    assertThat(first.runtimeVersion()).startsWith("go1.");
    assertThat(second.atNanos() - first.atNanos()).isEqualTo(second.sinceNanos()).isPositive();
    assertThat(Objects.requireNonNull(second.goroutines()).waiters())
        .extracting(Waiters::kind, Waiters::count, Waiters::notRun, Waiters::oldestGlances)
        .containsExactly(
            tuple(LockKind.Mutex, 101, 101, 2),
            tuple(LockKind.RWMutexRead, 100, 100, 2),
            tuple(LockKind.RWMutexWrite, 1, 1, 2));
  }

  @ParameterizedTest
  @MethodSource("deadlocks")
  void threadsOfAJvmThatStopAreToldFromThoseThatWork(Path java, String by) throws Exception {
    Process app = apps.startJvmOf(DEADLOCK, java, "-Dby=" + by);
    GlanceRequest request = request();
    patiently()
        .untilAsserted(
            () -> assertThat(atWork(threads(request))).as("all").isGreaterThanOrEqualTo(4));

    app.getOutputStream().write('\n');
    app.getOutputStream().flush();

    patiently()
        .untilAsserted(
            () -> {
              Threads threads = threads(request);
              assertThat(atWork(threads)).as("two, and the JVM's own clock").isBetween(2, 3);
              assertThat(threads.stopped()).isGreaterThanOrEqualTo(2);
              assertThat(threads.stoppedNanos()).isGreaterThan(2_000_000_000L);
            });
    assertThat(app.isAlive()).isTrue();
    assertThat(apps.log()).isEqualTo("ready\n");
  }

  @Test
  void aShellThatBecomesAGoProgramIsLookedAtAnew() throws Exception {
    Process app =
        apps.startReady("sh", "-c", "echo ready; read line; exec " + apps.queues() + " 7 0");
    GlanceRequest request = request();
    assertThat(threads(request).count()).isEqualTo(1);
    assertThat(glances.glance(request).runtime()).isEqualTo(ProcessInfo.UNKNOWN);

    app.getOutputStream().write('\n');
    app.getOutputStream().flush();

    patiently()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(Objects.requireNonNull(glances.glance(request).goroutines()).waiters())
                    .anyMatch(group -> group.kind() == LockKind.RWMutexRead && group.count() == 7));
  }

  @Test
  void aProcessThatBeganAtAnotherTimeIsNotLookedAt() throws Exception {
    apps.startReady(apps.queues(), "1", "0");
    GlanceRequest right = request();
    var other = new GlanceRequest(right.containerID(), right.pid(), right.startTime() + 1);

    Glance glance = glances.glance(other);

    assertThat(glance.refusal()).isEqualTo(Reason.ProcessChanged);
    assertThat(glance.fault(other)).isEmpty();
  }

  @Test
  void aProcessThatHasEndedIsSaid() throws Exception {
    Process app = apps.startReady(apps.queues(), "1", "0");
    GlanceRequest request = request();
    glances.glance(request);
    app.destroyForcibly().waitFor();

    assertThat(glances.glance(request).refusal()).isEqualTo(Reason.ProcessChanged);
  }

  private GlanceRequest request() throws IOException {
    ProcessInfo process = apps.only();
    return new GlanceRequest(Apps.CONTAINER, process.pid(), process.startTime());
  }

  /** Another than the one before. */
  private Glance later(GlanceRequest request, Glance before) {
    return patiently()
        .until(() -> glances.glance(request), glance -> glance.atNanos() != before.atNanos());
  }

  private Threads threads(GlanceRequest request) {
    Glance glance = glances.glance(request);
    assertThat(glance.fault(request)).as(glance.toString()).isEmpty();
    return Objects.requireNonNull(glance.threads(), glance::toString);
  }

  private static int atWork(Threads threads) {
    return threads.count() - threads.still() - threads.dozing();
  }

  /** Glances that come sooner are told the same again. */
  private static ConditionFactory patiently() {
    return Awaitility.await().pollInterval(Duration.ofMillis(250)).atMost(Duration.ofMinutes(1));
  }
}
