package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Arguments;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.StackTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads what calls of a goroutine were given, above all where it waits. */
final class GoArguments {
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

  /** The same where those are not printed, or may be outdated: before Go 1.13, say. */
  private static final Set<String> LOCKS =
      Set.of(
          "sync.(*Mutex).Lock",
          "internal/sync.(*Mutex).Lock",
          "sync.(*RWMutex).Lock",
          "sync.(*RWMutex).RLock");

  /** Locks wait at their semaphores; that of a WaitGroup lies elsewhere in every version. */
  private static final Set<String> SEMAPHORES =
      Set.of(
          "sync.runtime_Semacquire",
          "sync.runtime_SemacquireMutex",
          "internal/sync.runtime_SemacquireMutex",
          "sync.runtime_SemacquireRWMutex",
          "sync.runtime_SemacquireRWMutexR");

  private static final String WAIT_GROUP = "sync.(*WaitGroup).Wait";

  private GoArguments() {}

  /** Gives the frames whose first argument may be what the goroutine waits for, the best first. */
  static int[] waitFrames(StackTrace stack) {
    List<String> functions = stack.frames().stream().limit(8).map(Frame::function).toList();
    Set<String> semaphores = functions.contains(WAIT_GROUP) ? Set.of() : SEMAPHORES;
    return List.of(WAITS, LOCKS, semaphores).stream()
        .flatMapToInt(
            names ->
                IntStream.range(0, functions.size()).filter(i -> names.contains(functions.get(i))))
        .toArray();
  }

  /** Gives the address that a goroutine waits at, {@link Arguments#NONE} when it shows none. */
  static long address(Block block, int[] waitFrames) {
    long[] value = new long[1];
    for (int frame : waitFrames) {
      if (readArgument(block, frame, value, 0) && value[0] != Arguments.NONE) {
        return value[0];
      }
    }
    return Arguments.NONE;
  }

  /** Reads the first argument of every frame. */
  static Arguments all(Block block) {
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
  private static long[] further(Block block, int frame) {
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
  private static boolean readArgument(Block block, int frame, long[] into, int at) {
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
