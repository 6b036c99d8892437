import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.Options;
import dev.stuckpod.goroutines.Reading;
import java.io.FileOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** Dumps one process again and again in one JVM: the first time is cold, the others are not. */
public final class Bench {

  private static final int RUNS = 15;

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
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM") || line.startsWith("RssAnon")) {
        System.out.println("  reader's " + line.replaceAll("\\s+", " "));
      }
    }
  }
}
