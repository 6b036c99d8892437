package dev.stuckpod.cli.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many runs over the same bytes, the first ones unmeasured. */
final class Runs {

  static final int MEASURED = 15;
  private static final long WARM_UP_NANOS = 4_000_000_000L;

  /** CPU time is counted in hundredths of a second. */
  private static final long LEAST_NANOS = 3_000_000_000L;

  /** One thing to measure. */
  interface Work {
    void run(InputStream dump) throws Exception;
  }

  private final byte[] bytes;

  Runs(byte[] bytes) {
    this.bytes = bytes;
  }

  Rates measure(int cores, Work work) throws Exception {
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP_NANOS) {
      time(cores, work);
    }
    long[] nanos = new long[MEASURED];
    int runs = 0;
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    while (runs < MEASURED || System.nanoTime() - begin < LEAST_NANOS) {
      nanos[runs++ % MEASURED] = time(cores, work);
    }
    return Rates.of((long) bytes.length * cores, nanos, runs, cpuNanos() - cpu);
  }

  /** Of all threads: what collects garbage and compiles is a part of the price. */
  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** Runs the work once on each core at the same time. */
  private long time(int cores, Work work) throws Exception {
    if (cores == 1) {
      long start = System.nanoTime();
      work.run(new ByteArrayInputStream(bytes));
      return System.nanoTime() - start;
    }
    try (var threads = Executors.newFixedThreadPool(cores)) {
      long start = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < cores; i++) {
        all.add(
            threads.submit(
                () -> {
                  work.run(new ByteArrayInputStream(bytes));
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      return System.nanoTime() - start;
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }
}
