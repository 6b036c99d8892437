package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.hotspot.join.Joined;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses thread dumps of HotSpot: SIGQUIT, jstack and jcmd Thread.print, each with or without -l,
 * of JDK 5 to 28; those of its serviceability agent; and what VisualVM, IntelliJ and others print
 * like them. Of what the JVM prints beside the threads, only who waits for whom in its own deadlock
 * report is read: the stacks there are repetitions. Where one line announces that the JSON of
 * Thread.dump_to_file follows, of the same process and moment, both are one dump.
 */
final class HotSpotDumpParser implements DumpParser {

  /** As the sidecar writes it between the two. */
  private static final byte[] JOINS = Bytes.of("Thread.dump_to_file of the same attempt:");

  private static final byte[] END = Bytes.of("JNI global ref");
  private static final byte[] LIST = Bytes.of("_java_thread_list=");
  private static final byte[] LENGTH = Bytes.of("length=");
  private static final byte[] STATE = Bytes.of("java.lang.Thread.State: ");
  private static final byte[] CARRYING = Bytes.of("Carrying virtual thread");
  private static final byte[] MOUNTED = Bytes.of("Mounted virtual thread");
  private static final String UNNAMED = "\"unnamed\"";
  private static final byte[] FRAME = Bytes.of("at ");
  private static final byte[] LOCK = Bytes.of("- ");

  /** IntelliJ prints no number that the system knows, and no line behind the threads. */
  private static final byte[] IDE = Bytes.of(" nid=NA");

  private final Limits limits;
  private ThreadTable threads;
  private HotSpotReport report = new HotSpotReport();
  private final UncaughtExceptions exceptions = new UncaughtExceptions();
  private @Nullable String version;
  private boolean titled;
  private boolean endless;
  private boolean ended;
  private boolean reporting;
  private @Nullable LockRef wanted;
  private String first = "";
  private boolean owned;

  /** What may be the name of a thread, if its state follows: not all print more in that line. */
  private @Nullable String name;

  private long listed;
  private int damaged;
  private int earlierDumps;
  private @Nullable ThreadJsonParser file;

  HotSpotDumpParser(Limits limits) {
    this.limits = limits;
    this.threads = new ThreadTable(limits);
  }

  /** Whether the line says in which state a thread is. */
  static boolean isState(byte[] b, int from, int to) {
    return Bytes.startsWith(b, Bytes.blanksEnd(b, from, to), to, STATE);
  }

  @Override
  public void before(byte[] b, int from, int to) {
    exceptions.takes(b, from, to);
  }

  @Override
  public void line(byte[] b, int from, int to) {
    ThreadJsonParser joined = file;
    if (joined != null && !(joined.isOver() && HotSpotVersions.isTitle(b, from, to))) {
      joined.line(b, from, to);
    } else if (ended && Bytes.startsWith(b, from, to, JOINS)) {
      file = new ThreadJsonParser(limits);
    } else if (!exceptions.takes(b, from, to)) {
      printed(b, from, to);
    }
  }

  /** A file has no line in it that begins a dump but its first one. */
  @Override
  public boolean keeps(byte[] b, int from, int to) {
    return file != null && !file.isOver() && ThreadJsonParser.isStart(b, from, to);
  }

  private void printed(byte[] b, int from, int to) {
    if (HotSpotVersions.isTitle(b, from, to)) {
      begin();
      titled = true;
      version = HotSpotVersions.of(Bytes.text(b, from, to));
    } else if (from == to) {
      endStack();
    } else if (b[from] == '"' || b[from] == 'T') {
      quoted(b, from, to);
    } else if (reporting) {
      report.line(b, from, to);
    } else if (Bytes.startsWith(b, from, to, END)
        || Bytes.startsWith(b, from, to, HotSpotReport.START)) {
      endThread();
      ended |= !endless; // the agent's report stands above the threads
      reporting = true;
    } else if (Bytes.startsWith(b, from, to, AgentLines.START)) {
      begin();
      endless = true;
    } else if (Bytes.startsWith(b, from, to, LIST)) {
      int length = Bytes.indexOf(b, from, to, LENGTH);
      listed = length < 0 ? 0 : Bytes.decimal(b, length + LENGTH.length, to);
    } else {
      HotSpotThread thread = threads.thread();
      if (thread == null && isState(b, from, to)) {
        thread = named();
      }
      if (thread != null) {
        inside(thread, b, from, to);
      }
    }
  }

  /** Begins a thread of which only the state tells that it is one. */
  private HotSpotThread named() {
    String printed = name;
    damaged -= printed == null ? 0 : 1;
    endless |= !titled;
    name = null;
    return threads.begin(new HotSpotHeader(printed == null ? UNNAMED : printed, true, "", null));
  }

  private void begin() {
    endThread();
    if (threads.threads() > 0) {
      earlierDumps++;
      threads = new ThreadTable(limits);
    }
    file = null;
    version = null;
    report = new HotSpotReport();
    first = "";
    titled = false;
    endless = false;
    ended = false;
    reporting = false;
    listed = 0;
    damaged = 0;
  }

  /** Takes a line that begins with a name: of a thread, or of one in the report. */
  private void quoted(byte[] b, int from, int to) {
    HotSpotHeader printed = HotSpotHeader.parse(b, from, to);
    BeanHeader bean = printed == null ? BeanHeader.parse(b, from, to) : null;
    HotSpotHeader header =
        printed != null ? printed : bean != null ? bean.header() : AgentLines.header(b, from, to);
    if (header == null) {
      unknown(b, from, to);
      return;
    }
    endThread();
    // threads may follow a report, in one dump or as another one
    if (reporting && header.id().equals(first)) {
      begin();
    }
    reporting = false;
    first = first.isEmpty() ? header.id() : first;
    endless |= printed == null || Bytes.indexOf(b, from, to, IDE) > 0;
    HotSpotThread thread = threads.begin(header);
    wanted = bean == null ? null : bean.wanted();
    if (bean != null && wanted != null) {
      thread.wants(wanted);
      own(wanted, bean.owner());
    }
  }

  private void unknown(byte[] b, int from, int to) {
    if (reporting) {
      report.line(b, from, to);
    } else if (b[from] == '"') {
      endThread();
      damaged++;
      int end = Bytes.lastIndexOf(b, from + 1, to, '"');
      name = end < 0 ? null : HotSpotHeader.name(HotSpotLocks.text(b, from, end + 1));
    }
  }

  private void own(@Nullable LockRef lock, long owner) {
    if (lock != null && owner > 0) {
      report.owners().add(lock, owner);
    }
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
    LockUse released = HotSpotLocks.released(b, from, to);
    if (released != null) {
      t.use(released);
    } else if (Bytes.startsWith(b, from, to, FRAME)) {
      boolean taken = indented || HotSpotFrames.isFrame(b, from + FRAME.length, to);
      if (taken && !t.stackEnded() && !t.frame(b, from + FRAME.length, to)) {
        damaged++;
      }
    } else if (Bytes.startsWith(b, from, to, LOCK)) {
      if (!t.stackEnded() || owned) {
        dashed(t, b, from + LOCK.length, to);
      }
    } else if (Bytes.startsWith(b, from, to, STATE)) {
      t.state(Bytes.text(b, from + STATE.length, to).strip());
    } else if (indented && Bytes.startsWith(b, from, to, CARRYING)) {
      t.state(Bytes.text(b, from, from + CARRYING.length));
    } else if (indented && Bytes.startsWith(b, from, to, MOUNTED)) {
      t.mount();
    } else if (HotSpotLocks.isOwned(b, from, to)) {
      t.endStack();
      owned = true;
    } else if (wanted != null) {
      own(wanted, BeanHeader.owner(b, from, to));
    }
  }

  /** Takes what follows a dash: a lock, of the agent also a frame. */
  private void dashed(HotSpotThread t, byte[] b, int from, int to) {
    if (AgentLines.isFrame(b, from, to)) {
      endless = true;
      if (t.isEmpty() && !t.header().java()) {
        t.state(AgentLines.state(t.state(), b, from, to));
      }
      byte[] frame = AgentLines.frame(b, from, to);
      damaged += t.frame(frame, 0, frame.length) ? 0 : 1;
      return;
    }
    LockUse use = t.lock(b, from, to);
    if (use != null) {
      wanted = t.isEmpty() ? use.lock() : wanted;
      own(use.lock(), HotSpotLocks.owner(b, from, to));
    }
  }

  private void endThread() {
    threads.end();
    name = null;
    owned = false;
  }

  @Override
  public Dump finish(boolean newline) {
    endThread();
    List<String> problems = new ArrayList<>();
    if (endless && !ended) {
      problems.addAll(newline ? List.of() : List.of("the last line is cut"));
    } else if (!ended) {
      problems.add(
          "the dump ends early: the line \"JNI global refs\" after the threads is missing");
    }
    if (!titled && !endless) {
      problems.add("the line \"Full thread dump\" above the threads is missing: some may be, too");
    }
    if (listed > threads.javaThreads()) {
      problems.add(
          "the JVM lists %d threads, the dump shows %d of them"
              .formatted(listed, threads.javaThreads()));
    }
    if (damaged > 0) {
      problems.add(damaged + " lines are damaged");
    }
    Dump dump =
        threads
            .dump(version, report.owners(), problems, earlierDumps)
            .withDeadlocks(report.deadlocks())
            .withCrashes(exceptions.all());
    List<String> told = new ArrayList<>(dump.problems());
    told.addAll(exceptions.problems());
    Dump printed = dump.with(dump.complete(), told);
    return file == null ? printed : Joined.of(printed, file.finish(newline));
  }
}
