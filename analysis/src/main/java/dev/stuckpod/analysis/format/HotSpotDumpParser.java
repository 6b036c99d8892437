package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.Dump;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses thread dumps of HotSpot: SIGQUIT, jstack and jcmd Thread.print, each with or without -l,
 * of JDK 8 to 28. Of what the JVM prints after the threads, only the owners in its own deadlock
 * report are read: the stacks there are repetitions.
 */
final class HotSpotDumpParser implements DumpParser {
  static final byte[] START = Bytes.of("Full thread dump ");
  private static final byte[] END = Bytes.of("JNI global ref");
  private static final byte[] LIST = Bytes.of("_java_thread_list=");
  private static final byte[] LENGTH = Bytes.of("length=");
  private static final byte[] STATE = Bytes.of("   java.lang.Thread.State: ");
  private static final byte[] CARRYING = Bytes.of("   Carrying virtual thread");
  private static final byte[] MOUNTED = Bytes.of("   Mounted virtual thread");
  private static final byte[] OWNED = Bytes.of("   Locked ownable synchronizers:");
  private static final byte[] FRAME = Bytes.of("\tat ");
  private static final byte[] LOCK = Bytes.of("\t- ");

  private final Limits limits;
  private final GoBlock block;
  private GroupTable table;
  private HotSpotReport report = new HotSpotReport();
  private @Nullable HotSpotThread thread;
  private @Nullable String version;
  private boolean ended;
  private boolean owned;
  private long listed;
  private int javaThreads;
  private int damaged;
  private int dropped;
  private int earlierDumps;

  HotSpotDumpParser(Limits limits) {
    this.limits = limits;
    this.block = new GoBlock(limits.framesPerStack());
    this.table = new GroupTable(limits);
  }

  @Override
  public void line(byte[] b, int from, int to) {
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
        thread = new HotSpotThread(header, block, limits.blockLines());
      }
    } else if (Bytes.startsWith(b, from, to, END)) {
      endThread();
      ended = true;
    } else if (Bytes.startsWith(b, from, to, LIST)) {
      int length = Bytes.indexOf(b, from, to, LENGTH);
      listed = length < 0 ? 0 : Bytes.decimal(b, length + LENGTH.length, to);
    } else if (thread != null) {
      inside(thread, b, from, to);
    }
  }

  private void begin(String line) {
    endThread();
    if (table.routines() > 0) {
      earlierDumps++;
      table = new GroupTable(limits);
    }
    version = HotSpotVersions.of(line);
    report = new HotSpotReport();
    ended = false;
    listed = 0;
    javaThreads = 0;
    damaged = 0;
    dropped = 0;
  }

  private void endStack() {
    if (thread != null) {
      thread.endStack();
      owned = false;
    }
  }

  private void inside(HotSpotThread t, byte[] b, int from, int to) {
    if (Bytes.startsWith(b, from, to, FRAME)) {
      if (!t.stackEnded() && !t.frame(b, from + FRAME.length, to)) {
        damaged++;
      }
    } else if (Bytes.startsWith(b, from, to, LOCK)) {
      if (!t.stackEnded() || owned) {
        t.lock(b, from + LOCK.length, to);
      }
    } else if (Bytes.startsWith(b, from, to, STATE)) {
      t.state(Bytes.text(b, from + STATE.length, to).strip());
    } else if (Bytes.startsWith(b, from, to, CARRYING)) {
      t.state(Bytes.text(b, from, from + CARRYING.length).strip());
    } else if (Bytes.startsWith(b, from, to, MOUNTED)) {
      t.mount();
    } else if (Bytes.startsWith(b, from, to, OWNED)) {
      t.endStack();
      owned = true;
    }
  }

  private void endThread() {
    HotSpotThread t = thread;
    thread = null;
    owned = false;
    if (t == null) {
      return;
    }
    javaThreads += t.header().java() ? 1 : 0;
    dropped += block.dropped();
    table.count(t.state(), 1);
    GroupTable.@Nullable Entry entry = table.get(t.hash());
    if (entry == null) {
      entry = table.create(t.hash(), t.stack(), t.state(), -1);
    }
    if (entry != null) {
      entry.add(t.header().id(), 0, new GroupTable.CohortKey(0, t.uses()), null);
    }
  }

  @Override
  public Dump finish(boolean newline) {
    endThread();
    List<String> problems = new ArrayList<>();
    if (!ended) {
      problems.add(
          "the dump ends early: the line \"JNI global refs\" after the threads is missing");
    }
    if (listed > javaThreads) {
      problems.add(
          "the JVM lists %d threads, the dump shows %d of them".formatted(listed, javaThreads));
    }
    if (damaged > 0) {
      problems.add(damaged + " lines are damaged");
    }
    boolean complete = problems.isEmpty();
    if (dropped > 0) {
      problems.add(dropped + " frames of very deep stacks were dropped");
    }
    problems.addAll(table.problems());
    if (earlierDumps > 0) {
      problems.add("the input has " + (earlierDumps + 1) + " dumps; the last one is explained");
    }
    return new Dump(
        Dump.Platform.HOTSPOT,
        version,
        report.complete(table.groups()),
        table.routines(),
        table.states(),
        complete,
        problems);
  }
}
