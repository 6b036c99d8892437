package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.format.Budget;
import dev.stuckpod.analysis.format.GroupTable;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Particulars;
import dev.stuckpod.analysis.model.StackTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows the shape of a goroutine's calls. */
final class GoLines {
  static final byte[] CREATED_BY = Bytes.of("created by ");
  private static final byte[] IN_GOROUTINE = Bytes.of(" in goroutine ");
  private static final byte[] PANIC = Bytes.of("panic");

  /** Functions from which a goroutine waits for the kernel, or for C. */
  private static final List<byte[]> SYSTEM_CALLS =
      Stream.of("syscall.", "internal/runtime/syscall", "golang.org/x/sys/", "runtime.cgocall")
          .map(Bytes::of)
          .toList();

  private GoLines() {}

  /**
   * Gives where the arguments of a call start, or -1 when the line is no call: {@code
   * pkg.(*T).Method(0x1, {...})}. No call has a blank before its arguments, most log lines have.
   */
  static int callArgs(byte[] b, int from, int to) {
    if (to - from < 4 || b[to - 1] != ')') {
      return -1;
    }
    int open = Bytes.lastIndexOf(b, from, to, '(');
    if (open <= from || Bytes.indexOf(b, from, open, ' ') >= 0) {
      return -1;
    }
    boolean named = Bytes.indexOf(b, from, open, '.') > 0 || Bytes.startsWith(b, from, open, PANIC);
    return named ? open : -1;
  }

  /** Gives where the name ends in "created by F in goroutine N". */
  static int creatorEnd(byte[] b, int from, int to) {
    int in = Bytes.indexOf(b, from, to, IN_GOROUTINE);
    return in < 0 ? to : in;
  }

  /** Gives N of "created by F in goroutine N"; 0 when it is not printed. */
  static long starter(byte[] b, int from, int to) {
    int in = Bytes.indexOf(b, from, to, IN_GOROUTINE);
    long number = 0;
    for (int i = in < 0 ? to : in + IN_GOROUTINE.length; i < to; i++) {
      if (b[i] < '0' || b[i] > '9' || number > Long.MAX_VALUE / 100) {
        return 0;
      }
      number = 10 * number + (b[i] - '0');
    }
    return number;
  }

  /** Whether there is more than where the goroutine was created: of one that runs there is not. */
  private static boolean hasCalls(Block block) {
    return block.frames() > 1
        || block.frames() == 1
            && !Bytes.startsWith(block.text(), block.callStart(0), block.callEnd(0), CREATED_BY);
  }

  /**
   * Whether the goroutine has called what prints all others. One that is back from a system call
   * and has no processor yet is 'running' too, from Go 1.26, and stands anywhere in a dump.
   */
  static boolean mayPrint(Block block) {
    return hasCalls(block)
        && SYSTEM_CALLS.stream()
            .noneMatch(
                call -> Bytes.startsWith(block.text(), block.callStart(0), block.callEnd(0), call));
  }

  /** Whether the line is one of the register block that ends a SIGQUIT dump: "rip 0x45ab". */
  static boolean isRegister(byte[] b, int from, int to) {
    int i = from;
    while (i < to && (Character.isLetterOrDigit(b[i]) && i - from < 8)) {
      i++;
    }
    if (i == from || i == to || b[i] != ' ') {
      return false;
    }
    while (i < to && b[i] == ' ') {
      i++;
    }
    return i + 2 < to && b[i] == '0' && b[i + 1] == 'x' && Bytes.hexEnd(b, i + 2, to) == to;
  }

  /** Counts goroutines of a profile, of which it tells no more than the stack. */
  static void count(Block block, GroupTable table, String state, int count) {
    table.count(state, count);
    GroupTable.@Nullable Entry entry = table.get(block.hash());
    if (entry == null && !table.isFull()) {
      entry = table.create(block.hash(), stack(block, table.budget()), state);
    }
    if (entry == null) {
      table.countBeyond(count);
    } else {
      entry.add(
          "", count, new GroupTable.CohortKey(0, List.of()), null, false, 0, Particulars.NONE);
    }
  }

  /** Makes the stack of a block. */
  static StackTrace stack(Block block, Budget budget) {
    List<Frame> frames = new ArrayList<>(block.frames());
    Frame creator = null;
    byte[] t = block.text();
    for (int i = 0; i < block.frames(); i++) {
      boolean created = Bytes.startsWith(t, block.callStart(i), block.callEnd(i), CREATED_BY);
      int start = block.callStart(i) + (created ? CREATED_BY.length : 0);
      int colon = Bytes.lastIndexOf(t, block.positionStart(i), block.positionEnd(i), ':');
      Frame frame =
          new Frame(
              budget.name(name(t, start, block.argsStart(i))),
              budget.name(t, block.positionStart(i), Math.max(block.positionStart(i), colon)),
              colon < 0
                  ? 0
                  : (int)
                      Math.min(
                          Integer.MAX_VALUE, Bytes.decimal(t, colon + 1, block.positionEnd(i))));
      if (created) {
        creator = frame;
      } else {
        frames.add(frame);
      }
    }
    return new StackTrace(frames, creator);
  }

  /**
   * Gives a function's name. Markdown takes the asterisks of two calls for emphasis and writes
   * underscores: {@code main.(_Hub).send}; in Go, parentheses stand around pointers alone.
   */
  private static String name(byte[] b, int from, int to) {
    String name = Bytes.text(b, from, Math.min(to, from + Budget.LONGEST_NAME));
    return name.contains(".(_") ? name.replace(".(_", ".(*") : name;
  }
}
