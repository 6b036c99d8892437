import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.reach.Bounds;
import java.nio.file.Files;
import java.nio.file.Path;

/** Searches the heap of one process again and again in one JVM. */
public final class Searches {

  private static final int RUNS = 5;

  private Searches() {}

  /** Takes the folder of the process. */
  public static void main(String[] arguments) throws Exception {
    try (LiveProcess process = LiveProcess.open(Path.of(arguments[0]))) {
      for (int i = 0; i < RUNS; i++) {
        long start = System.nanoTime();
        int count = process.reach(Bounds.ample()).size();
        System.out.printf(
            "  %d not reached, %d ms%n", count, (System.nanoTime() - start) / 1_000_000);
      }
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("RssAnon")) {
        System.out.println("  reader's " + line.replaceAll("\\s+", " "));
      }
    }
  }
}
