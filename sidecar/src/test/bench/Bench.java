import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.OwnFiles;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.attempt.DumpTaker;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.method.Method;
import dev.stuckpod.sidecar.method.Methods;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Takes dumps of one process as an operator has them taken, all in one sidecar: looks at it, asks
 * for a dump, waits, and again; then for glances. Tells the CPU time of each, with the looks in
 * between.
 */
public final class Bench {

  private static final String CONTAINER = "0123456789abcdef";
  private static final long TICKS = 100;
  private static final int GLANCES = 50;
  private static final int PAUSE = 110;

  private Bench() {}

  /** Takes the process' number, a folder for its spool, how many samples, and the interval. */
  public static void main(String[] arguments) throws Exception {
    OwnFiles.readNothingAhead();
    int pid = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    Spool spool = new Spool(folder, 192L << 20);
    List<Method> methods = Methods.of(proc, self, new Signals(proc), spool);
    var processes = new ContainerProcesses(proc, self, methods, (other, _) -> other == pid);
    Attempts attempts = new Attempts(new DumpTaker(processes, methods, Clock.systemUTC()));
    System.out.println("  start: CPU " + cpu() + " ms");
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      if (i > 0) {
        long before = cpu();
        Thread.sleep(Long.parseLong(arguments[3]));
        System.out.println("  waiting: CPU " + (cpu() - before) + " ms");
      }
      long before = cpu();
      long start = System.nanoTime();
      List<ProcessInfo> found = processes.find(CONTAINER);
      long looked = cpu();
      AttemptResult result =
          attempts.make(
              new AttemptRequest(
                  "bench-" + i,
                  CaptureMethod.ProcMem,
                  CONTAINER,
                  pid,
                  found.getFirst().startTime(),
                  Instant.now().plusSeconds(5).toString(),
                  false));
      System.out.printf(
          "  sample %d: CPU %d ms (look %d, dump %d), %d ms: %s%n",
          i + 1,
          cpu() - before,
          looked - before,
          cpu() - looked,
          (System.nanoTime() - start) / 1_000_000,
          result.message());
    }
    glance(new Glances(proc, processes), processes.find(CONTAINER).getFirst());
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM") || line.startsWith("VmRSS") || line.startsWith("RssAnon")) {
        System.out.println("  " + line.replaceAll("\\s+", " "));
      }
    }
  }

  private static void glance(Glances glances, ProcessInfo process) throws Exception {
    var request = new GlanceRequest(CONTAINER, process.pid(), process.startTime());
    long before = cpu();
    Glance glance = glances.glance(request);
    System.out.println("  first glance: CPU " + (cpu() - before) + " ms");
    for (int i = 0; i < 3; i++) {
      before = cpu();
      for (int k = 0; k < GLANCES; k++) {
        Thread.sleep(PAUSE);
        glance = glances.glance(request);
      }
      System.out.printf(
          "  %d glances: CPU %.2f ms each%n", GLANCES, (cpu() - before) / (double) GLANCES);
    }
    System.out.println("  " + glance);
  }

  /** User and system, of all threads, compiler and collector too, in milliseconds. */
  private static long cpu() throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS;
  }
}
