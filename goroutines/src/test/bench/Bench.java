import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.Options;
import dev.stuckpod.goroutines.Reading;
import java.io.FileOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Dumps one process again and again in one JVM, and then glances at it: the first time is cold, the
 * others are not.
 */
public final class Bench {

  private static final int RUNS = 15;
  private static final int GLANCES = 40;

  private Bench() {}

  /** Takes the folder of the process, and where to write to. */
  public static void main(String[] arguments) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Path target = Path.of(arguments[1]);
    long[] wall = new long[RUNS];
    long[] cpu = new long[RUNS];
    Reading reading = null;
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      long cpuStart = threads.getCurrentThreadCpuTime();
      try (LiveProcess process = LiveProcess.open(Path.of(arguments[0]));
          FileOutputStream out = new FileOutputStream(target.toFile())) {
        reading = process.dump(out, Options.once());
      }
      wall[i] = (System.nanoTime() - start) / 1_000_000;
      cpu[i] = (threads.getCurrentThreadCpuTime() - cpuStart) / 1_000_000;
    }
    System.out.printf(
        "  %d goroutines, %d MB read, %d MB written%n",
        reading.goroutines(), reading.bytesRead() / 1_000_000, Files.size(target) / 1_000_000);
    System.out.printf("  first: %d ms, CPU %d ms%n", wall[0], cpu[0]);
    java.util.Arrays.sort(wall);
    java.util.Arrays.sort(cpu);
    System.out.printf(
        "  %d runs: %d / %d / %d ms, CPU %d / %d / %d ms (least, median, most)%n",
        RUNS, wall[0], wall[RUNS / 2], wall[RUNS - 1], cpu[0], cpu[RUNS / 2], cpu[RUNS - 1]);
    glance(Path.of(arguments[0]), threads);
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM") || line.startsWith("RssAnon")) {
        System.out.println("  reader's " + line.replaceAll("\\s+", " "));
      }
    }
  }

  private static void glance(Path folder, ThreadMXBean threads) throws Exception {
    long[] cpu = new long[GLANCES];
    int count = 0;
    try (LiveProcess process = LiveProcess.open(folder)) {
      for (int i = 0; i < GLANCES; i++) {
        long start = threads.getCurrentThreadCpuTime();
        count = process.glance(System.nanoTime()).count();
        cpu[i] = (threads.getCurrentThreadCpuTime() - start) / 1000;
        Thread.sleep(50);
      }
    }
    System.out.printf("  glance at %d goroutines, first: CPU %d us%n", count, cpu[0]);
    java.util.Arrays.sort(cpu);
    System.out.printf(
        "  %d glances: CPU %d / %d / %d us (least, median, most)%n",
        GLANCES, cpu[0], cpu[GLANCES / 2], cpu[GLANCES - 1]);
  }
}
