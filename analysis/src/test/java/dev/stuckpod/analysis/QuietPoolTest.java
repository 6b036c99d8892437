package dev.stuckpod.analysis;

import static dev.stuckpod.analysis.Small.explain;
import static dev.stuckpod.analysis.Small.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stuck pool beside a thread that a JVM calls RUNNABLE. */
class QuietPoolTest {
  private static final String LOCK = "<0x00000000e0001000> (a shop.Registry)";
  private static final String WORKER =
      "at java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1144)";

  private static final String HOLDER =
      thread(
          "pool-3-thread-1",
          20,
          "WAITING (parking)",
          "at jdk.internal.misc.Unsafe.park(java.base@21/Native Method)",
          "at java.util.concurrent.FutureTask.awaitDone(java.base@21/FutureTask.java:500)",
          "at java.util.concurrent.FutureTask.get(java.base@21/FutureTask.java:190)",
          "at shop.Registry.refresh(Registry.java:40)",
          "- locked " + LOCK,
          WORKER);

  private static final String BLOCKED =
      Small.times(
          15,
          i ->
              thread(
                  "pool-3-thread-" + (i + 2),
                  21 + i,
                  "BLOCKED (on object monitor)",
                  "at shop.Registry.find(Registry.java:12)",
                  "- waiting to lock " + LOCK,
                  WORKER));

  private static String native_(String function) {
    return thread(
        "File watcher",
        60,
        "RUNNABLE",
        "at %s(Native Method)".formatted(function),
        "at shop.Files.watch(Files.java:33)",
        "at java.lang.Thread.run(java.base@21/Thread.java:1583)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net.rubygrapefruit.platform.internal.jni.LinuxFileEventFunctions$WatcherRunLoop.runLoop0",
        "sun.nio.fs.LinuxWatchService.poll",
        "io.netty.channel.kqueue.Native.keventWait",
        "shop.Native.crunch"
      })
  void aPoolThatIsStuckBehindAMonitorIsFoundWhateverElseIsRunnable(String function)
      throws Exception {
    Analysis analysis = explain(Small.java(HOLDER, BLOCKED, native_(function)));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.findings()).hasSize(1);
    assertThat(analysis.cause())
        .contains("monitor shop.Registry held by Registry.refresh (Registry.java:40)")
        .contains("all 16 threads of the executor 'pool-3-thread-'");
  }

  @Test
  void whereAWorkerIsFreeThePoolIsNotStuck() throws Exception {
    String free =
        thread(
            "pool-3-thread-99",
            99,
            "WAITING (parking)",
            "at jdk.internal.misc.Unsafe.park(java.base@21/Native Method)",
            "at java.util.concurrent.LinkedBlockingQueue.take(java.base@21/LinkedBlockingQueue.java:435)",
            "at java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1070)",
            WORKER);

    assertThat(explain(Small.java(HOLDER, BLOCKED, free, native_("shop.Native.crunch"))).findings())
        .extracting(Finding::rule)
        .doesNotContain("PoolBehindLock");
  }

  private static final String[] PUT = {
    "at java.util.concurrent.ArrayBlockingQueue.put(java.base@21/ArrayBlockingQueue.java:371)",
    "at shop.Feed.push(Feed.java:12)",
    "at java.lang.Thread.run(java.base@21/Thread.java:1583)"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.gradle.fileevents.internal.LinuxFileEventFunctions$LinuxFileWatcher.waitForEvents0",
        "com.acme.Jna.pollEvents"
      })
  void aNativeThatWaitsForEventsDoesNotHideThatNothingRuns(String function) throws Exception {
    String stuck = Small.times(3, i -> thread("feed-" + i, 30 + i, "WAITING (parking)", PUT));

    assertThat(explain(Small.java(stuck, native_(function))).findings()).isNotEmpty();
  }

  @Test
  void aNativeThatComputesMayChangeThings() throws Exception {
    String stuck = Small.times(3, i -> thread("feed-" + i, 30 + i, "WAITING (parking)", PUT));

    assertThat(explain(Small.java(stuck, native_("com.acme.Jna.inflate"))).findings()).isEmpty();
  }
}
