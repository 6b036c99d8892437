package dev.stuckpod.sidecar.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as JDK 21, 25 and 27 write them. */
class VirtualLocksTest {

  private static final String MONITOR = "\t- waiting to lock <0x1> (a java.lang.Object)\n";
  private static final String FOLLOWS = "\nThread.dump_to_file of the same attempt:\n";
  private static final String PARKED =
      """
      "stack": [
        "java.base\\/java.lang.VirtualThread.park(VirtualThread.java:582)",
        "java.base\\/java.lang.System$2.parkVirtualThread(System.java:2639)",
        "java.base\\/jdk.internal.misc.VirtualThreads.park(VirtualThreads.java:54)",
        "java.base\\/java.util.concurrent.locks.LockSupport.park(LockSupport.java:219)",
      """;
  private static final String ACQUIRES =
      """
        "java.base\\/java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire(A.java:754)",
        "java.base\\/java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire(A.java:990)",
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "state": "BLOCKED", | "blockedOn": "java.lang.Object@5e9f23b4", | 1
          "state": "WAITING", | "object": "java.util.concurrent.locks.ReentrantLock$NonfairSync@6" | 1
          "state": "WAITING", | "object": "java.util.concurrent.locks.ReentrantReadWriteLock$FairSync@6", | 1
          "state": "WAITING", | "parkBlocker": "java.util.concurrent.locks.ReentrantLock$FairSync@6", | 1
          "state": "WAITING", | "object": "java.util.concurrent.CountDownLatch$Sync@39c2f820" | 0
          "state": "WAITING", | "object": "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject@6" | 0
          "state": "WAITING", | "waitingOn": "java.lang.Object@5e9f23b4", | 0
          "state": "RUNNABLE", | "name": "blockedOn", | 0
          """)
  void isToldByWhatAVirtualThreadWaitsFor(String state, String blocker, int expected)
      throws IOException {
    String thread = "  " + state + "\n  " + blocker + "\n  \"stack\": [\n  ]\n";
    assertThat(count("\"tid\": \"16\",\n\"virtual\": true,\n" + thread)).isEqualTo(expected);
    assertThat(count("\"tid\": \"16\",\n" + thread)).as("a platform thread").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "java.util.concurrent.locks.ReentrantLock$Sync.lock, 1",
    "java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock.lock, 1",
    "java.util.concurrent.CountDownLatch.await, 0",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await, 0",
  })
  void beforeJdk24ByItsCalls(String wants, int expected) throws IOException {
    String frame = "\"java.base\\/" + wants + "(X.java:153)\",\n";
    String later = "\"java.base\\/java.util.concurrent.locks.ReentrantLock.lock(R.java:3)\"\n]\n";
    String tid = "\"tid\": \"16\",\n\"name\": \"\",\n";
    assertThat(count(tid + PARKED + ACQUIRES + frame + "\"App.work(App.java:3)\",\n" + later))
        .isEqualTo(expected);
    assertThat(count(tid + PARKED.replace("VirtualThread.park", "Thread.park") + ACQUIRES + frame))
        .as("a platform thread")
        .isZero();
  }

  @Test
  void whoIsKeptByACarrierIsCountedOnce() throws IOException {
    String printed =
        "\"main\" #3\n" + MONITOR + "\n\"w\" #17\n   Mounted virtual thread #16\n" + MONITOR + "\n";
    String file = "\"tid\": \"16\",\n\"virtual\": true,\n\"blockedOn\": \"java.lang.Object@5\",\n";
    assertThat(read(printed)).as("where nothing follows").isEqualTo(2);
    assertThat(read(printed + FOLLOWS + file)).isEqualTo(2);
  }

  @Test
  void whatFollowsADeadlockOfPlatformThreadsIsRead() throws IOException {
    String printed = MONITOR + "\nFound one Java-level deadlock:\n=====\n" + MONITOR;
    String file = "\"tid\": \"16\",\n\"virtual\": true,\n\"blockedOn\": \"java.lang.Object@5\",\n";
    assertThat(read(printed + FOLLOWS + file + file + file)).isEqualTo(4);
  }

  private static int count(String threads) throws IOException {
    return read("\"main\" #1\n" + FOLLOWS + threads);
  }

  private static int read(String text) throws IOException {
    return ThreadLocks.count(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), 100);
  }
}
