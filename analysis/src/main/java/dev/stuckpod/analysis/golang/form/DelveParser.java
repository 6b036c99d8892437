package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.GroupTable;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.golang.dialect.GoDialect;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Particulars;
import dev.stuckpod.analysis.model.StackTrace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the list of goroutines of the debugger Delve: {@code goroutines -t} with their stacks,
 * {@code goroutines} with one call of each. It prints no arguments, so no addresses of locks.
 */
final class DelveParser implements DumpParser {
  private static final byte[] GOROUTINE = Bytes.of("Goroutine ");
  private static final byte[] DASH = Bytes.of(" - ");
  private static final byte[] IN = Bytes.of(" in ");
  private static final byte[] AT = Bytes.of("at ");
  private static final byte[] ADDRESS = Bytes.of(" (0x");
  private static final byte[] TRUNCATED = Bytes.of("(truncated)");
  private static final byte[] GOROUTINES = Bytes.of(" goroutines]");
  private static final int LONGEST_STATE = 100;

  private final Block block;
  private final GroupTable table;
  private final GoVersions versions = new GoVersions();
  private @Nullable GoHeader header;
  private byte[] place = {};
  private int truncated;
  private long listed = -1;

  DelveParser(Limits limits) {
    this.block = new Block(limits.framesPerStack());
    this.table = new GroupTable(GoDialect.GO, limits);
  }

  /** Gives where the word begins, behind the mark of the current goroutine; -1 if it does not. */
  private static int goroutine(byte[] b, int from, int to) {
    int star = Bytes.blanksEnd(b, from, to);
    int word = star < to && b[star] == '*' ? Bytes.blanksEnd(b, star + 1, to) : star;
    return Bytes.startsWith(b, word, to, GOROUTINE) ? word : -1;
  }

  /**
   * Whether the line is a goroutine's first: {@code * Goroutine 18 - User: /a.go:5 main.f (0x4)}.
   */
  static boolean isStart(byte[] b, int from, int to) {
    int word = goroutine(b, from, to);
    int number = word + GOROUTINE.length;
    int digits = word < 0 ? -1 : Bytes.digitsEnd(b, number, to);
    return digits > number
        && Bytes.startsWith(b, digits, to, DASH)
        && Bytes.indexOf(b, digits, to, ADDRESS) > 0;
  }

  @Override
  public void line(byte[] b, int from, int to) {
    int text = Bytes.blanksEnd(b, from, to);
    if (isStart(b, from, to)) {
      endBlock();
      begin(b, goroutine(b, from, to) + GOROUTINE.length, to);
    } else if (text < to && b[text] == '[' && Bytes.indexOf(b, text, to, GOROUTINES) > 0) {
      endBlock();
      listed = Bytes.decimal(b, text + 1, to);
    } else if (header != null && text > from) {
      inside(b, text, to);
    }
  }

  private void begin(byte[] b, int number, int to) {
    int digits = Bytes.digitsEnd(b, number, to);
    int open = Bytes.indexOf(b, digits, to, ADDRESS);
    int state = Bytes.lastIndexOf(b, open, to, '[');
    String id = Bytes.text(b, number, Math.min(digits, number + 20));
    header =
        new GoHeader(
            id, 1, state < 0 ? "running" : state(b, state + 1, to), Particulars.NONE, false);
    block.reset(header.state().hashCode());
    int colon = Bytes.indexOf(b, digits, open, ':');
    place = java.util.Arrays.copyOfRange(b, Bytes.blanksEnd(b, colon + 1, open), open);
  }

  /**
   * Gives the reason of a wait, without the time of its beginning: {@code chan receive 8415823}.
   */
  private static String state(byte[] b, int from, int to) {
    int end = Bytes.indexOf(b, from, to, ']');
    int last = end < 0 ? to : end;
    int blank = Bytes.lastIndexOf(b, from, last, ' ');
    boolean since = blank > 0 && Bytes.digitsEnd(b, blank + 1, last) == last;
    int stop = since ? blank : last;
    return Bytes.text(b, from, Math.min(stop, from + LONGEST_STATE));
  }

  private void inside(byte[] b, int text, int to) {
    int in = Bytes.isDigit(b[text]) ? Bytes.indexOf(b, text, to, IN) : -1;
    if (in > 0) {
      block.call(b, in + IN.length, to, to);
    } else if (Bytes.startsWith(b, text, to, AT) && block.hasPending()) {
      block.position(b, text + AT.length, to);
    } else if (Bytes.startsWith(b, text, to, TRUNCATED)) {
      truncated++;
    }
  }

  /**
   * Takes the one call that the first line shows, where no stack follows: {@code /a.go:5 main.f}.
   */
  private void placeOnly() {
    int blank = Bytes.lastIndexOf(place, 0, place.length, ' ');
    if (block.frames() == 0 && GoPosition.end(place, 0, Math.max(0, blank)) == blank && blank > 0) {
      block.call(place, blank + 1, place.length, place.length);
      block.position(place, 0, blank);
    }
  }

  private void endBlock() {
    GoHeader h = header;
    if (h == null) {
      return;
    }
    header = null;
    block.forget();
    placeOnly();
    table.count(h.state(), 1);
    GroupTable.@Nullable Entry entry = table.get(block.hash());
    if (entry == null && !table.isFull()) {
      StackTrace stack = GoLines.stack(block, table.budget());
      versions.observe(stack, h);
      entry = table.create(block.hash(), stack, h.state());
    }
    if (entry == null) {
      table.countBeyond(1);
    } else {
      entry.add(h.id(), new GroupTable.CohortKey(0, List.of()), null);
    }
  }

  @Override
  public Dump finish(boolean newline) {
    endBlock();
    List<String> problems = new ArrayList<>();
    if (listed < 0) {
      problems.add("the debugger's list has no last line: goroutines may be missing");
    } else if (listed > table.routines()) {
      problems.add(
          "the debugger lists %d goroutines, %d of them are here"
              .formatted(listed, table.routines()));
    }
    boolean complete = problems.isEmpty() && table.isWhole();
    if (truncated > 0) {
      problems.add(truncated + " stacks are cut by the debugger: goroutines -t DEPTH shows more");
    }
    problems.addAll(table.problems());
    return table.dump(versions.best(), complete, problems);
  }
}
