package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.GroupTable;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.format.Repeated;
import dev.stuckpod.analysis.golang.dialect.GoDialect;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses a goroutine or goroutineleak profile in its text form (pprof debug=1): blocks of {@code
 * 5 @ 0x45ab …} with the calls that those goroutines share. States, ids and minutes are not
 * printed; of the leak profile it is known that everything in it is leaked.
 */
final class GoProfileParser implements DumpParser {
  static final byte[] GOROUTINES = Bytes.of("goroutine profile: total ");
  static final byte[] LEAKS = Bytes.of("goroutineleak profile: total ");
  private static final byte[] AT = Bytes.of(" @ 0x");
  private static final byte[] FRAME = Bytes.of("#\t0x");

  private final Limits limits;
  private final Block block;
  private GroupTable table;
  private String state = "unknown";
  private long total;
  private int count;
  private int damaged;
  private int earlierDumps;

  GoProfileParser(Limits limits) {
    this.limits = limits;
    this.block = new Block(limits.framesPerStack());
    this.table = new GroupTable(GoDialect.GO, limits);
  }

  static boolean isStart(byte[] b, int from, int to) {
    return Bytes.startsWith(b, from, to, GOROUTINES) || Bytes.startsWith(b, from, to, LEAKS);
  }

  @Override
  public void line(byte[] b, int from, int to) {
    if (from == to) {
      endBlock();
    } else if (isStart(b, from, to)) {
      begin(b, from, to);
    } else if (Bytes.isDigit(b[from])) {
      int digits = Bytes.digitsEnd(b, from, to);
      if (Bytes.startsWith(b, digits, to, AT)) {
        endBlock();
        count = (int) Math.min(Integer.MAX_VALUE, Bytes.decimal(b, from, digits));
        block.reset(state.hashCode());
      }
    } else if (count > 0 && Bytes.startsWith(b, from, to, FRAME) && !frame(b, from, to)) {
      damaged++;
    }
  }

  private void begin(byte[] b, int from, int to) {
    endBlock();
    if (table.routines() > 0) {
      earlierDumps++;
      table = new GroupTable(GoDialect.GO, limits);
    }
    boolean leaks = Bytes.startsWith(b, from, to, LEAKS);
    state = leaks ? "leaked" : "unknown";
    total = Bytes.decimal(b, from + (leaks ? LEAKS : GOROUTINES).length, to);
  }

  /** Takes {@code #<tab>0x45ab<tab>pkg.F+0x24<tabs>/dir/file.go:12}. */
  private boolean frame(byte[] b, int from, int to) {
    int function = Bytes.indexOf(b, from + 2, to, '\t') + 1;
    int end = function == 0 ? -1 : Bytes.indexOf(b, function, to, '\t');
    int position = Bytes.lastIndexOf(b, from, to, '\t') + 1;
    if (end < 0 || GoPosition.end(b, position, to) != to) {
      return false;
    }
    int plus = Bytes.lastIndexOf(b, function, end, '+');
    int name = plus < 0 ? end : plus;
    block.call(b, function, name, name);
    block.position(b, position, to);
    return true;
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
    if (table.routines() < total) {
      problems.add(
          "the profile has %d goroutines, %d of them are here".formatted(total, table.routines()));
    }
    if (damaged > 0) {
      problems.add(damaged + " lines are damaged");
    }
    boolean complete = problems.isEmpty() && table.isWhole();
    problems.addAll(table.problems());
    if (state.equals("unknown")) {
      problems.add("a profile with debug=1 prints no states, ids and locks; debug=2 does");
    }
    problems.addAll(Repeated.dumps(earlierDumps));
    return table.dump(null, complete, problems);
  }
}
