package dev.stuckpod.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.stuckpod.proc.ThreadRuns.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadRunsTest {

  @TempDir Path process;

  @Test
  void whatTheSchedulerCountsIsTaken() throws IOException {
    thread(7, "schedstat", "62052 12 3\n");

    assertThat(read(10)).isEqualTo(Map.of(7, new Run(62_052, 3)));
  }

  /** As captured of kernels without statistics of the scheduler, the file or its numbers. */
  @Test
  void whereItDoesNotCountTicksAndSwitchesAreTaken() throws IOException {
    String stat = "7 (a b) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 9 0 98765 1 2\n";
    String status =
        """
        Name:\ta b
        Threads:\t9
        voluntary_ctxt_switches:\t150
        nonvoluntary_ctxt_switches:\t2
        """;
    for (int id : new int[] {7, 8}) {
      thread(id, "stat", stat);
      thread(id, "status", status);
    }
    thread(8, "schedstat", "0 0 0\n");

    assertThat(read(10))
        .isEqualTo(Map.of(7, new Run(110_000_000, 152), 8, new Run(110_000_000, 152)));
  }

  @Test
  void noMoreAreReadThanAreAskedFor() throws IOException {
    for (int id = 1; id <= 5; id++) {
      thread(id, "schedstat", "1 1 1\n");
    }

    assertThat(read(3)).hasSize(3);
  }

  @Test
  void aThreadThatHasEndedIsPassedOver() throws IOException {
    thread(7, "schedstat", "1 1 1\n");
    Files.createDirectory(process.resolve("task").resolve("8"));

    assertThat(read(10)).containsOnlyKeys(7);
  }

  @Test
  void whatMakesNoSenseIsSaid() throws IOException {
    thread(7, "schedstat", "all day\n");

    assertThatIOException().isThrownBy(() -> read(10)).withMessageContaining("make no sense");
  }

  @Test
  void aProcessThatIsGoneIsSaid() {
    assertThatIOException()
        .isThrownBy(() -> new ThreadRuns().read(Path.of("/proc/0"), 10, (_, _) -> {}))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void oneThatRestsStandsAndOneThatWorksDoesNot() throws Exception {
    Thread rests = Thread.ofPlatform().daemon().start(ThreadRunsTest::rest);
    Thread works = Thread.ofPlatform().daemon().start(ThreadRunsTest::work);
    try {
      while (rests.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      Map<Integer, Run> before = own();
      Map<Integer, Run> after = own();
      while (after.equals(before)) {
        after = own();
      }

      assertThat(after.entrySet()).anyMatch(run -> run.getValue().equals(before.get(run.getKey())));
      assertThat(after).hasSizeGreaterThan(2);
    } finally {
      works.interrupt();
      rests.interrupt();
    }
  }

  private static void rest() {
    try {
      new java.util.concurrent.CountDownLatch(1).await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static void work() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private static Map<Integer, Run> own() throws IOException {
    var runs = new HashMap<Integer, Run>();
    new ThreadRuns().read(Path.of("/proc/self"), 1000, runs::put);
    return runs;
  }

  private Map<Integer, Run> read(int most) throws IOException {
    var runs = new HashMap<Integer, Run>();
    assertThat(new ThreadRuns().read(process, most, runs::put)).isEqualTo(runs.size());
    return runs;
  }

  private void thread(int id, String file, String text) throws IOException {
    Path thread = process.resolve("task").resolve(Integer.toString(id));
    Files.writeString(Files.createDirectories(thread).resolve(file), text);
  }
}
