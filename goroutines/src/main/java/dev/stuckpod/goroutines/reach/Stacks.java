package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import dev.stuckpod.goroutines.stack.Frames;
import dev.stuckpod.goroutines.stack.Unwinder;
import java.io.IOException;
import java.util.Set;

/** Marks what goroutines that are alive refer to: by their stacks, and by what else they have. */
final class Stacks {

  private static final int TRIES = 5;

  /** So much is read of one stack. */
  private static final long DEEPEST = 64L << 20;

  /**
   * Functions in which goroutines are parked. What they were given their callers have, or it is of
   * no use any more once they return; and most of their frames is not written to before they park,
   * so that it still has what others have left there.
   */
  private static final Set<String> PARKING =
      Set.of(
          "runtime.gopark",
          "runtime.goparkunlock",
          "runtime.chanrecv",
          "runtime.chanrecv1",
          "runtime.chanrecv2",
          "runtime.chansend",
          "runtime.chansend1",
          "runtime.selectgo",
          "runtime.semacquire1",
          "runtime.netpollblock",
          "internal/poll.runtime_pollWait",
          "sync.runtime_Semacquire",
          "sync.runtime_SemacquireMutex",
          "sync.runtime_SemacquireRWMutex",
          "sync.runtime_SemacquireRWMutexR",
          "sync.runtime_SemacquireWaitGroup",
          "sync.runtime_notifyListWait",
          "internal/sync.runtime_SemacquireMutex",
          "time.Sleep");

  private final Goroutine goroutine;
  private final Unwinder unwinder;
  private final Marking marking;
  private final Spans spans;

  Stacks(Goroutine goroutine, Unwinder unwinder, Spans spans, Marking marking) {
    this.goroutine = goroutine;
    this.unwinder = unwinder;
    this.spans = spans;
    this.marking = marking;
  }

  /**
   * Marks what one refers to. Of one that stands still, its frames; of one that runs, whose stack
   * pointer is outdated, the whole of its stack.
   */
  void mark(long g) throws IOException, MalformedException {
    for (int i = 0; i <= TRIES; i++) {
      Seen seen = goroutine.look(g);
      if (seen == Seen.NONSENSE) {
        throw new MalformedException("an entry of the list of goroutines makes no sense");
      }
      if (seen == Seen.DEAD) {
        return;
      }
      long low = goroutine.stackBound(0);
      long high = goroutine.stackBound(1);
      long pointer = goroutine.stackPointer();
      if (low <= 0 || high < low || high - low > DEEPEST) {
        throw new MalformedException("a stack is too large");
      }
      boolean rests = seen == Seen.STILL && pointer > low && pointer <= high && i < TRIES;
      markFields(g);
      marking.markFrom(rests ? used() & -Long.BYTES : low, high);
      if (goroutine.isUnchanged()) {
        return;
      }
    }
  }

  /** Where that part of the stack begins that may be of use to the goroutine. */
  private long used() throws IOException {
    if (!goroutine.waits()) {
      return goroutine.stackPointer();
    }
    Frames frames = unwinder.follow(goroutine.stack(), goroutine.registers());
    int most = Math.min(frames.size(), Frames.INNER) - 1;
    int i = 0;
    while (i < most && PARKING.contains(frames.site(i).function().name())) {
      i++;
    }
    return i > 0 ? frames.sp(i) : goroutine.stackPointer();
  }

  /** The g itself: deferred calls, panics, the function that it is about to begin. */
  private void markFields(long g) throws IOException, MalformedException {
    int s = spans.find(g);
    long size = s < 0 ? G.SIZE : spans.elementSize(s); // a new one may be in a new span
    marking.markFrom(g, g + size);
  }
}
