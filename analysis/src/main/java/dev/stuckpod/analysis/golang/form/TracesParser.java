package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.GroupTable;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.golang.dialect.GoDialect;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses what {@code go tool pprof -traces} prints of a goroutine profile: stacks between rules,
 * each with a count before its first call. There are files only with {@code -lines}; states, ids
 * and addresses are in no profile.
 */
final class TracesParser implements DumpParser {
  private static final byte[] TYPE = Bytes.of("Type: goroutine");
  private static final byte[] LEAKS = Bytes.of("Type: goroutineleak");
  private static final byte[] RULE = Bytes.of("-----------+---");
  private static final byte[] INLINE = Bytes.of(" (inline)");

  /** Where names begin; labels of a stack stand further to the left. */
  private static final int COLUMN = 13;

  private final String state;
  private final Block block;
  private final GroupTable table;
  private boolean begun;
  private boolean ruled;
  private boolean closed;
  private int count;

  TracesParser(Limits limits, boolean leaks) {
    this.state = leaks ? "leaked" : "unknown";
    this.block = new Block(limits.framesPerStack());
    this.table = new GroupTable(GoDialect.GO, limits);
  }

  /** Whether the line is the type in the head of such a list. */
  static boolean isStart(byte[] b, int from, int to) {
    return Bytes.startsWith(b, from, to, TYPE)
        && (to - from == TYPE.length || isLeaks(b, from, to));
  }

  /** Whether that type is of a leak profile. */
  static boolean isLeaks(byte[] b, int from, int to) {
    return to - from == LEAKS.length && Bytes.startsWith(b, from, to, LEAKS);
  }

  @Override
  public void line(byte[] b, int from, int to) {
    if (Bytes.startsWith(b, from, to, RULE)) {
      endBlock();
      begun = true;
      ruled = true;
      closed = true;
      block.reset(state.hashCode());
      return;
    }
    int text = Bytes.blanksEnd(b, from, to);
    ruled &= text < to;
    if (!begun || !ruled || text == from) {
      return;
    }
    closed = false;
    int digits = Bytes.digitsEnd(b, text, to);
    if (count == 0 && digits > text && Bytes.blanksEnd(b, digits, to) - from == COLUMN) {
      count = (int) Math.min(Integer.MAX_VALUE, Bytes.decimal(b, text, digits));
      frame(b, Bytes.blanksEnd(b, digits, to), to);
    } else if (count > 0 && text - from == COLUMN) {
      frame(b, text, to);
    }
  }

  private void frame(byte[] b, int from, int end) {
    int inline = end - INLINE.length;
    int to = inline > from && Bytes.startsWith(b, inline, end, INLINE) ? inline : end;
    int blank = Bytes.indexOf(b, from, to, ' ');
    int name = blank < 0 ? to : blank;
    block.call(b, from, name, name);
    if (blank > 0 && GoPosition.end(b, blank + 1, to) == to) {
      block.position(b, blank + 1, to);
    } else {
      block.unplaced();
    }
  }

  private void endBlock() {
    if (count == 0) {
      return;
    }
    GoLines.count(block, table, state, count);
    count = 0;
  }

  @Override
  public Dump finish(boolean newline) {
    endBlock();
    List<String> problems = new ArrayList<>();
    if (!closed) {
      problems.add("the rule below the last stack is missing");
    } else if (!newline) {
      problems.add("the last line is cut");
    }
    boolean complete = problems.isEmpty() && table.isWhole();
    problems.addAll(table.problems());
    if (state.equals("unknown")) {
      problems.add("a profile prints no states, ids and locks; debug=2 does");
    }
    return table.dump(null, complete, problems);
  }
}
