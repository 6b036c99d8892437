package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.lock.LockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text of jcmd Thread.dump_to_file, with virtual threads: of JDK 21 without states and
 * locks, from JDK 25 on with both, from JDK 27 on with the owners of synchronizers.
 */
final class ThreadFileParser implements DumpParser {
  private static final Pattern HEADER =
      Pattern.compile("#(\\d{1,18}) (\".*\")( virtual)?(?: ([A-Z_]+))?(?: \\S+)?");
  private static final byte[] OWNER = Bytes.of(">, owner #");
  private static final byte[] AT = Bytes.of("at ");
  private static final byte[] LOCK = Bytes.of("- ");

  private final Limits limits;
  private ThreadTable threads;
  private LockOwners owners = new LockOwners();
  private @Nullable String version;
  private final ThreadFileHead head = new ThreadFileHead();
  private int damaged;
  private int earlierDumps;

  ThreadFileParser(Limits limits, @Nullable String version) {
    this.limits = limits;
    this.version = version;
    this.threads = new ThreadTable(limits);
  }

  /** Whether the line is a thread's first one, {@code #3 "main" TIMED_WAITING …}. */
  static boolean isStart(byte[] b, int from, int to) {
    int digits = from < to && b[from] == '#' ? Bytes.digitsEnd(b, from + 1, to) : from;
    return digits > from + 1 && digits + 1 < to && b[digits] == ' ' && b[digits + 1] == '"';
  }

  @Override
  public void line(byte[] b, int from, int to) {
    if (isStart(b, from, to)) {
      header(Bytes.text(b, from, Math.min(to, from + 400)));
      return;
    }
    int text = from;
    while (text < to && b[text] == ' ') {
      text++;
    }
    HotSpotThread thread = threads.thread();
    if (text == to) {
      threads.end();
    } else if (text == from && thread == null) {
      if (head.ends(b, from, to)) {
        restart(head.version());
      }
    } else if (thread != null && text > from) {
      inside(thread, b, text, to);
    }
  }

  private void restart(@Nullable String printed) {
    if (threads.threads() > 0) {
      earlierDumps++;
      threads = new ThreadTable(limits);
      owners = new LockOwners();
    }
    version = printed;
  }

  private void header(String line) {
    Matcher m = HEADER.matcher(line);
    if (m.matches()) {
      String state = m.group(4) == null ? "" : m.group(4);
      threads.begin(new HotSpotHeader(m.group(2) + " #" + m.group(1), true, state, null));
    } else {
      threads.end();
      damaged++;
    }
  }

  private void inside(HotSpotThread thread, byte[] b, int from, int to) {
    if (Bytes.startsWith(b, from, to, LOCK)) {
      thread.lock(b, from + LOCK.length, to);
      owner(b, from, to);
    } else if (!thread.frame(b, Bytes.startsWith(b, from, to, AT) ? from + AT.length : from, to)) {
      damaged++;
    }
  }

  /** Takes {@code <java.lang.Object@4703c479>, owner #12}. */
  private void owner(byte[] b, int from, int to) {
    int close = Bytes.indexOf(b, from, to, OWNER);
    int open = close < 0 ? -1 : Bytes.lastIndexOf(b, from, close, '<');
    LockRef lock = open < 0 ? null : HotSpotLocks.object(HotSpotLocks.text(b, open + 1, close));
    int number = close + OWNER.length;
    if (lock != null && number < to && Bytes.isDigit(b[number])) {
      owners.add(lock, Bytes.decimal(b, number, to));
    }
  }

  @Override
  public Dump finish(boolean newline) {
    threads.end();
    List<String> problems = new ArrayList<>();
    if (damaged > 0) {
      problems.add(damaged + " lines are damaged");
    }
    if (!newline) {
      problems.add("the last line is cut");
    }
    return threads.dump(version, owners, problems, earlierDumps);
  }
}
