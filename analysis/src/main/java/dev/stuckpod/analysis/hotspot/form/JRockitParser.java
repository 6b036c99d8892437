package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses thread dumps of JRockit, for Java 1.4 to 6. Classes are printed as the JVM calls them,
 * {@code at shop/Till.run()V(Till.java:12)}, and what a thread waits for stands above its calls.
 * Its own calls, {@code jrockit/…}, say nothing of the application. The chains of locks behind the
 * threads repeat what is known by then.
 */
final class JRockitParser implements DumpParser {
  static final byte[] START = Bytes.of("===== FULL THREAD DUMP ====");
  private static final byte[] END = Bytes.of("===== END OF THREAD DUMP ====");
  private static final byte[] CHAINS = Bytes.of(" lock chains");
  private static final byte[] AT = Bytes.of("at ");
  private static final byte[] OWN = Bytes.of("jrockit/");
  private static final byte[] ID = Bytes.of(" id=");
  private static final byte[] TID = Bytes.of(" tid=");

  /** What is said of a lock, which follows after a colon. */
  private static final Map<How, byte[]> LOCKS = new EnumMap<>(How.class);

  static {
    LOCKS.put(How.WAITING_TO_LOCK, Bytes.of("-- Blocked trying to get lock: "));
    LOCKS.put(How.WAITING_ON, Bytes.of("-- Waiting for notification on: "));
    LOCKS.put(How.PARKING, Bytes.of("-- Parking to wait for: "));
    LOCKS.put(How.LOCKED, Bytes.of("^-- Holding lock: "));
  }

  private final Limits limits;
  private ThreadTable threads;
  private boolean ended;
  private boolean chains;
  private int damaged;
  private int earlierDumps;

  JRockitParser(Limits limits) {
    this.limits = limits;
    this.threads = new ThreadTable(limits);
  }

  @Override
  public void line(byte[] b, int line, int end) {
    int from = Bytes.blanksEnd(b, line, end);
    HotSpotThread thread = threads.thread();
    if (Bytes.startsWith(b, from, end, START)) {
      begin();
    } else if (Bytes.startsWith(b, from, end, END)) {
      threads.end();
      ended = true;
    } else if (ended || chains || from == end) {
      return;
    } else if (b[from] == '"') {
      HotSpotHeader header = header(b, from, end);
      damaged += header == null ? 1 : 0;
      if (header != null) {
        threads.begin(header);
      }
    } else if (Bytes.indexOf(b, from, end, CHAINS) >= 0) {
      threads.end();
      chains = true;
    } else if (thread != null) {
      inside(thread, b, from, end);
    }
  }

  private void begin() {
    threads.end();
    if (threads.threads() > 0) {
      earlierDumps++;
      threads = new ThreadTable(limits);
    }
    ended = false;
    chains = false;
    damaged = 0;
  }

  /**
   * Parses {@code "main" id=1 idx=0x4 tid=7 prio=5 alive, in native, waiting}, of Java 1.4 {@code
   * "main" prio=5 id=0x80 tid=0x7c8 waiting, daemon}; null when the line is none.
   */
  private static @Nullable HotSpotHeader header(byte[] b, int from, int to) {
    int quote = Bytes.lastIndexOf(b, from + 1, to, '"');
    int id = quote < 0 ? -1 : Bytes.indexOf(b, quote, to, ID);
    int tid = id < 0 ? -1 : Bytes.indexOf(b, quote, to, TID);
    if (tid < 0) {
      return null;
    }
    int number = id + ID.length;
    int end = Bytes.digitsEnd(b, number, to);
    boolean decimal = end > number && (end == to || b[end] == ' ');
    String name = HotSpotHeader.name(Bytes.text(b, from, quote + 1));
    return new HotSpotHeader(
        decimal ? name + " #" + Bytes.decimal(b, number, end) : name,
        false,
        state(HotSpotLocks.text(b, tid, to)),
        null);
  }

  /** Gives the state as HotSpot prints it. */
  private static String state(String words) {
    if (words.contains("blocked")) {
      return "BLOCKED (on object monitor)";
    }
    if (words.contains("parked")) {
      return "WAITING (parking)";
    }
    if (words.contains("sleeping")) {
      return "TIMED_WAITING (sleeping)";
    }
    if (words.contains("native_waiting")) {
      return "WAITING (native)";
    }
    return words.contains("waiting") ? "WAITING (on object monitor)" : "RUNNABLE";
  }

  private void inside(HotSpotThread t, byte[] b, int from, int to) {
    if (Bytes.startsWith(b, from, to, AT)) {
      int call = from + AT.length;
      if (!Bytes.startsWith(b, call, to, OWN)) {
        byte[] frame = frame(b, call, to);
        damaged += t.frame(frame, 0, frame.length) ? 0 : 1;
      }
      return;
    }
    LOCKS.forEach(
        (how, words) -> {
          if (Bytes.startsWith(b, from, to, words)) {
            lock(t, how, HotSpotLocks.text(b, from + words.length, to));
          }
        });
  }

  /** Takes {@code java/lang/Object@0x0095C8D0[thin lock]}. */
  private static void lock(HotSpotThread t, How how, String printed) {
    int at = printed.indexOf('@');
    int kind = printed.indexOf('[', at + 1);
    int end = kind < 0 ? printed.length() : kind;
    if (at < 0) {
      return;
    }
    if (how == How.WAITING_TO_LOCK) {
      t.state("BLOCKED (on object monitor)"); // before Java 5 the header does not tell
    }
    LockRef lock =
        new LockRef(printed.substring(at + 1, end), HotSpotLocks.dotted(printed.substring(0, at)));
    t.use(new LockUse(lock, how, how == How.LOCKED ? t.last() : 0));
  }

  /** Gives {@code shop.Till.run(Till.java:12)} of {@code shop/Till.run()V(Till.java:12)@0x0ccc}. */
  private static byte[] frame(byte[] b, int from, int to) {
    int types = Bytes.indexOf(b, from, to, '(');
    int close = Bytes.lastIndexOf(b, from, to, ')');
    int place = close < 0 ? -1 : Bytes.lastIndexOf(b, from, close, '(');
    if (place < 0) {
      return new byte[0];
    }
    byte[] frame = new byte[types - from + close + 1 - place];
    for (int i = from; i < types; i++) {
      frame[i - from] = b[i] == '/' ? (byte) '.' : b[i];
    }
    System.arraycopy(b, place, frame, types - from, close + 1 - place);
    return frame;
  }

  @Override
  public Dump finish(boolean newline) {
    threads.end();
    List<String> problems = new ArrayList<>();
    if (!ended) {
      problems.add("the dump ends early: the line \"END OF THREAD DUMP\" is missing");
    }
    if (damaged > 0) {
      problems.add(damaged + " lines are damaged");
    }
    return threads.dump(null, new LockOwners(), problems, earlierDumps);
  }
}
