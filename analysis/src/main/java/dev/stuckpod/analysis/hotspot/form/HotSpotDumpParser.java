package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.hotspot.join.Joined;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses thread dumps of HotSpot: SIGQUIT, jstack and jcmd Thread.print, each with or without -l,
 * of JDK 8 to 28. Of what the JVM prints after the threads, only who waits for whom in its own
 * deadlock report is read: the stacks there are repetitions. Where one line announces that the JSON
 * of Thread.dump_to_file follows, of the same process and moment, both are one dump.
 */
final class HotSpotDumpParser implements DumpParser {
  static final byte[] START = Bytes.of("Full thread dump ");

  /** As the sidecar writes it between the two. */
  private static final byte[] JOINS = Bytes.of("Thread.dump_to_file of the same attempt:");

  private static final byte[] END = Bytes.of("JNI global ref");
  private static final byte[] LIST = Bytes.of("_java_thread_list=");
  private static final byte[] LENGTH = Bytes.of("length=");
  private static final byte[] STATE = Bytes.of("java.lang.Thread.State: ");
  private static final byte[] CARRYING = Bytes.of("Carrying virtual thread");
  private static final byte[] MOUNTED = Bytes.of("Mounted virtual thread");
  private static final byte[] OWNED = Bytes.of("Locked ownable synchronizers:");
  private static final byte[] FRAME = Bytes.of("at ");
  private static final byte[] LOCK = Bytes.of("- ");

  private final Limits limits;
  private ThreadTable threads;
  private HotSpotReport report = new HotSpotReport();
  private @Nullable String version;
  private boolean ended;
  private boolean owned;
  private long listed;
  private int damaged;
  private int earlierDumps;
  private @Nullable ThreadJsonParser file;

  HotSpotDumpParser(Limits limits) {
    this.limits = limits;
    this.threads = new ThreadTable(limits);
  }

  @Override
  public void line(byte[] b, int from, int to) {
    ThreadJsonParser joined = file;
    if (joined != null && !(joined.isOver() && Bytes.startsWith(b, from, to, START))) {
      joined.line(b, from, to);
    } else if (ended && Bytes.startsWith(b, from, to, JOINS)) {
      file = new ThreadJsonParser(limits);
    } else {
      printed(b, from, to);
    }
  }

  /** A file has no line in it that begins a dump but its first one. */
  @Override
  public boolean keeps(byte[] b, int from, int to) {
    return file != null && !file.isOver() && ThreadJsonParser.isStart(b, from, to);
  }

  private void printed(byte[] b, int from, int to) {
    if (Bytes.startsWith(b, from, to, START)) {
      begin(Bytes.text(b, from, to));
    } else if (ended) {
      report.line(b, from, to);
    } else if (from == to) {
      endStack();
    } else if (b[from] == '"') {
      endThread();
      HotSpotHeader header = HotSpotHeader.parse(b, from, to);
      if (header == null) {
        damaged++;
      } else {
        threads.begin(header);
      }
    } else if (Bytes.startsWith(b, from, to, END)
        || Bytes.startsWith(b, from, to, HotSpotReport.START)) {
      endThread();
      ended = true;
    } else if (Bytes.startsWith(b, from, to, LIST)) {
      int length = Bytes.indexOf(b, from, to, LENGTH);
      listed = length < 0 ? 0 : Bytes.decimal(b, length + LENGTH.length, to);
    } else {
      HotSpotThread thread = threads.thread();
      if (thread != null) {
        inside(thread, b, from, to);
      }
    }
  }

  private void begin(String line) {
    endThread();
    if (threads.threads() > 0) {
      earlierDumps++;
      threads = new ThreadTable(limits);
    }
    file = null;
    version = HotSpotVersions.of(line);
    report = new HotSpotReport();
    ended = false;
    listed = 0;
    damaged = 0;
  }

  private void endStack() {
    HotSpotThread thread = threads.thread();
    if (thread != null) {
      thread.endStack();
      owned = false;
    }
  }

  /**
   * Takes a line below a thread's header. The JVM indents frames with a tab and the rest with
   * blanks; editors, terminals and forms change that or take it away.
   */
  private void inside(HotSpotThread t, byte[] b, int line, int end) {
    int from = Bytes.blanksEnd(b, line, end);
    int to = end;
    while (to > from && b[to - 1] == ' ') {
      to--;
    }
    boolean indented = from > line;
    if (Bytes.startsWith(b, from, to, FRAME)) {
      boolean taken = indented || HotSpotFrames.isFrame(b, from + FRAME.length, to);
      if (taken && !t.stackEnded() && !t.frame(b, from + FRAME.length, to)) {
        damaged++;
      }
    } else if (Bytes.startsWith(b, from, to, LOCK)) {
      if (!t.stackEnded() || owned) {
        t.lock(b, from + LOCK.length, to);
      }
    } else if (Bytes.startsWith(b, from, to, STATE)) {
      t.state(Bytes.text(b, from + STATE.length, to).strip());
    } else if (indented && Bytes.startsWith(b, from, to, CARRYING)) {
      t.state(Bytes.text(b, from, from + CARRYING.length));
    } else if (indented && Bytes.startsWith(b, from, to, MOUNTED)) {
      t.mount();
    } else if (Bytes.startsWith(b, from, to, OWNED)) {
      t.endStack();
      owned = true;
    }
  }

  private void endThread() {
    threads.end();
    owned = false;
  }

  @Override
  public Dump finish(boolean newline) {
    endThread();
    List<String> problems = new ArrayList<>();
    if (!ended) {
      problems.add(
          "the dump ends early: the line \"JNI global refs\" after the threads is missing");
    }
    if (listed > threads.javaThreads()) {
      problems.add(
          "the JVM lists %d threads, the dump shows %d of them"
              .formatted(listed, threads.javaThreads()));
    }
    if (damaged > 0) {
      problems.add(damaged + " lines are damaged");
    }
    Dump printed =
        threads
            .dump(version, report.owners(), problems, earlierDumps)
            .withDeadlocks(report.deadlocks());
    return file == null ? printed : Joined.of(printed, file.finish(newline));
  }
}
