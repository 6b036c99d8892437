package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Arguments;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.StackTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows the shape of single lines of a goroutine: calls, positions, arguments. */
final class GoLines {
  static final byte[] CREATED_BY = Bytes.of("created by ");
  private static final byte[] IN_GOROUTINE = Bytes.of(" in goroutine ");
  private static final byte[] PANIC = Bytes.of("panic");
  private static final byte[] HEX = Bytes.of("0x");

  /** So many values are kept of a call; Go itself prints at most ten words. */
  private static final int FURTHER = 10;

  /** Runtime functions whose first argument is what the goroutine waits for. */
  private static final Set<String> WAITS =
      Set.of(
          "runtime.semacquire1",
          "runtime.chansend",
          "runtime.chanrecv",
          "sync.runtime_notifyListWait",
          "sync.(*Mutex).lockSlow",
          "internal/sync.(*Mutex).lockSlow",
          "sync.(*WaitGroup).Wait");

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

  /** Makes the stack of a block. */
  static StackTrace stack(GoBlock block, Budget budget) {
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
                  : (int) Math.min(Integer.MAX_VALUE, Bytes.decimal(t, colon + 1, t.length)));
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

  /** Gives the frame whose first argument the goroutine waits for, or -1. */
  static int waitFrame(StackTrace stack) {
    int end = Math.min(8, stack.frames().size());
    for (int i = 0; i < end; i++) {
      if (WAITS.contains(stack.frames().get(i).function())) {
        return i;
      }
    }
    return -1;
  }

  /** Gives the first argument of a frame when it is live, else {@link Arguments#NONE}. */
  static long liveArgument(GoBlock block, int frame) {
    long[] value = new long[1];
    return readArgument(block, frame, value, 0) ? value[0] : Arguments.NONE;
  }

  /** Reads the first argument of every frame. */
  static @Nullable Arguments arguments(GoBlock block) {
    int n = block.frames();
    long[] first = new long[n];
    boolean[] stale = new boolean[n];
    long[][] further = new long[n][];
    for (int i = 0; i < n; i++) {
      stale[i] = !readArgument(block, i, first, i);
      further[i] = further(block, i);
    }
    return new Arguments(first, stale, further);
  }

  /** Reads what a call was given behind its first argument, also within structures. */
  private static long[] further(GoBlock block, int frame) {
    byte[] t = block.text();
    int to = block.callEnd(frame);
    int comma = Bytes.indexOf(t, block.argsStart(frame), to, ',');
    long[] found = new long[FURTHER];
    int n = 0;
    for (int at = comma; at >= 0 && n < FURTHER; ) {
      int hex = Bytes.indexOf(t, at, to, HEX);
      if (hex < 0) {
        break;
      }
      at = Bytes.hexEnd(t, hex + 2, to);
      if (t[at] != '?') {
        found[n++] = Bytes.hex(t, hex + 2, at);
      }
    }
    return Arrays.copyOf(found, n);
  }

  /** Reads one first argument; false when it may be outdated. */
  private static boolean readArgument(GoBlock block, int frame, long[] into, int at) {
    byte[] t = block.text();
    int from = block.argsStart(frame) + 1;
    int to = block.callEnd(frame);
    if (!Bytes.startsWith(t, from, to, HEX)) {
      into[at] = Arguments.NONE;
      return true;
    }
    int end = Bytes.hexEnd(t, from + 2, to);
    into[at] = Bytes.hex(t, from + 2, end);
    return end >= to || t[end] != '?';
  }
}
