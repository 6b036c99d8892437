package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.GroupTable;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.model.Particulars;
import dev.stuckpod.analysis.model.lock.ChannelUse;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a dump that was read from a process's memory says beyond the runtime's own form: a first and
 * a last line that begin with {@code #}, and such lines, indented, at the end of goroutines.
 */
final class MemoryNotes {
  private static final byte[] START = Bytes.of("# goroutines of pid ");
  private static final byte[] END = Bytes.of("# end: ");
  private static final byte[] NOTE = Bytes.of("# ");
  private static final byte[] SELECT = Bytes.of("# select: ");
  private static final byte[] CHANNEL = Bytes.of("# channel: ");
  private static final byte[] STILL = Bytes.of("# has not run for ");
  private static final byte[] UNREACHED = Bytes.of("# out of reach: ");
  private static final byte[] SOCKET = Bytes.of("# at socket: ");
  private static final byte[] TORN = Bytes.of("# torn");

  /** At one that the process has opened itself; of others nobody is told. */
  private static final Pattern CALL =
      Pattern.compile(
          "# at socket: (?:tcp|udp) [0-9a-f.:\\[\\]]{3,50} to"
              + " ([0-9a-f.:\\[\\]]{3,50})(?:,.{1,20})?");

  private static final Pattern VERSION = Pattern.compile(", go(1\\.\\S{1,40}) ");
  private static final Pattern LAST =
      Pattern.compile("# end: (\\d{1,18}) goroutines(?:, \\d+ torn)?(?:, INCOMPLETE: (.{1,300}))?");
  private static final int LONGEST = 4096;

  private boolean begun;
  private @Nullable String version;
  private long printed = -1;
  private @Nullable String incomplete;
  private int torn;
  private @Nullable String watched;

  private final WordNotes words = new WordNotes();
  private List<ChannelUse> channels = List.of();
  private boolean still;
  private boolean unreached;
  private String peer = "";

  /** Whether such a dump begins with this line. */
  static boolean isStart(byte[] b, int from, int to) {
    return Bytes.startsWith(b, from, to, START);
  }

  /** Takes a line outside of goroutines; false when it is none of these. */
  boolean outside(byte[] b, int from, int to) {
    if (isStart(b, from, to)) {
      begun = true;
      Matcher m = VERSION.matcher(text(b, from, to));
      version = m.find() ? m.group(1) : null;
      return true;
    }
    if (begun && Bytes.startsWith(b, from, to, END)) {
      Matcher m = LAST.matcher(text(b, from, to));
      if (m.matches()) {
        printed = Long.parseLong(m.group(1));
        incomplete = m.group(2);
      }
      return true;
    }
    if (begun && Bytes.startsWith(b, from, to, NOTE)) {
      words.take(b, from, to);
      return true;
    }
    return false;
  }

  /** Forgets the goroutine before. */
  void reset() {
    channels = List.of();
    still = false;
    unreached = false;
    peer = "";
  }

  /**
   * Takes a line of a goroutine, without its tab.
   *
   * @param state of the goroutine: it says what it does at a single channel
   */
  void inside(byte[] b, int from, int to, String state) {
    if (Bytes.startsWith(b, from, to, SELECT) || Bytes.startsWith(b, from, to, CHANNEL)) {
      channels = ChannelNotes.uses(text(b, from, to), state);
    } else if (Bytes.startsWith(b, from, to, STILL)) {
      still = !isMoment(b, from + STILL.length, to);
      if (watched == null) {
        watched = Bytes.text(b, from + STILL.length, Math.min(to, from + STILL.length + 20));
      }
    } else if (Bytes.startsWith(b, from, to, UNREACHED)) {
      unreached = true;
    } else if (Bytes.startsWith(b, from, to, SOCKET)) {
      Matcher m = CALL.matcher(text(b, from, to));
      peer = m.matches() ? m.group(1) : "";
    } else if (Bytes.startsWith(b, from, to, TORN)) {
      torn++;
    }
  }

  /** Less than half a second: whoever waits as servers do has not run for so long, either. */
  private static boolean isMoment(byte[] b, int from, int to) {
    return to - from > 2 && b[from] == '0' && b[from + 1] == '.' && b[from + 2] < '5';
  }

  private static String text(byte[] b, int from, int to) {
    return Bytes.text(b, from, Math.min(to, from + LONGEST));
  }

  /**
   * With whom the goroutine that was read last belongs.
   *
   * @param address of what it waits for, as its stack tells
   */
  GroupTable.CohortKey cohort(long address) {
    return new GroupTable.CohortKey(address, List.of(), channels, unreached);
  }

  /** What is printed of that goroutine, in its header and behind it. */
  Particulars printed(Particulars header) {
    return peer.isEmpty() ? header : header.with(peer);
  }

  /** What is told of locks and channels. */
  List<LockWord> words() {
    return words.words();
  }

  /** Ids of goroutines that are told of one by one: who holds what others wait for. */
  Set<String> apart() {
    return words.apart();
  }

  /** Whether that goroutine has not run since an earlier reading. */
  boolean isStill() {
    return still;
  }

  /** The runtime's version, where the first line has told it. */
  @Nullable String version() {
    return version;
  }

  /** How long goroutines were watched, as printed; null when not at all. */
  @Nullable String watched() {
    return watched;
  }

  /** Whether the dump was read from memory, so that it has a last line of its own. */
  boolean begun() {
    return begun;
  }

  /** Says what is missing; tells whether anything is. */
  boolean isWhole(int routines, List<String> problems) {
    int before = problems.size();
    if (begun && printed < 0) {
      problems.add("the end of the dump is missing");
    } else if (incomplete != null) {
      problems.add("the memory was not read to the end: " + incomplete);
    } else if (begun && printed != routines) {
      problems.add(
          "%d of %d goroutines are in the dump: a piece of it is missing"
              .formatted(routines, printed));
    }
    boolean whole = problems.size() == before;
    if (torn > 0) {
      problems.add(torn + " goroutines changed while they were read: their stacks are left out");
    }
    return whole;
  }
}
