package dev.stuckpod.goroutines.sockets;

import dev.stuckpod.goroutines.calls.Arguments;
import dev.stuckpod.goroutines.calls.CallSite;
import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.stack.ByStack;
import dev.stuckpod.goroutines.stack.Frames;
import dev.stuckpod.goroutines.stack.StackCopy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file descriptor that a goroutine waits at in the runtime's poller (src/runtime/netpoll.go):
 * the function that it waits in is given the address of a pollDesc, which in turn holds the
 * goroutine's address as long as that waits.
 */
public final class PollWait {

  /** What is said where no descriptor is found. */
  public static final int NONE = -1;

  private static final String STATE = "IO wait";

  /** Which is given the address: both, and the compiler keeps that of one alive at least. */
  private static final List<String> WAITS =
      List.of("runtime.netpollblock", "internal/poll.runtime_pollWait");

  private static final int DEEPEST = 6;

  /** Of so many with one stack descriptors are looked up: each costs some microseconds. */
  static final int MOST_ALIKE = 1000;

  /** From here on, fdseq lies between the descriptor and those who wait. */
  private static final int WITH_SEQUENCE = 21;

  private static final int FD = 8;
  private static final int MOST_FD = 1 << 30;

  private final Memory memory;
  private final Arch arch;
  private final int reader;
  private final Block poll;
  private final ByStack<Stack> stacks = new ByStack<>();

  /**
   * Where a stack may have the address.
   *
   * @param frame of a function that was given it
   * @param offset among its arguments
   */
  private record Stop(int frame, int offset) {}

  /** One stack, at which many may stand. */
  private static final class Stack {
    private final List<Stop> stops;
    private int left = MOST_ALIKE;

    Stack(List<Stop> stops) {
      this.stops = stops;
    }
  }

  /**
   * Looks at goroutines of one program.
   *
   * @param minor 26 for Go 1.26
   */
  public PollWait(Memory memory, Arch arch, int minor) {
    this.memory = memory;
    this.arch = arch;
    this.reader = minor < WITH_SEQUENCE ? 24 : 32;
    this.poll = new Block(reader + 16);
  }

  /** Whether a goroutine in a state may wait at a descriptor. */
  public static boolean isPossible(String state) {
    return state.equals(STATE);
  }

  /**
   * Finds the descriptor. What the stack names may be outdated; what names the goroutine in turn is
   * not, if the goroutine is made sure not to have run since before this look.
   *
   * @param g address of the goroutine, which waits
   * @return the descriptor, {@link #NONE} where that is not beyond doubt, or too many stand there
   */
  public int read(long g, Frames frames, StackCopy stack) throws IOException {
    Stack known = stacks.get(frames);
    if (known == null) {
      known = new Stack(find(frames));
      stacks.put(frames, known);
    }
    int found = NONE;
    List<Stop> stops = known.left > 0 ? known.stops : List.of();
    for (int i = 0; i < stops.size() && found == NONE; i++) {
      Stop stop = stops.get(i);
      found =
          descriptor(g, stack.word(frames.fp(stop.frame()) + arch.minimumFrame() + stop.offset()));
    }
    known.left -= found == NONE ? 0 : 1;
    return found;
  }

  /** Reads what may be a pollDesc. */
  private int descriptor(long g, long at) throws IOException {
    if (at <= 0 || at >= Memory.LIMIT || !poll.load(memory, at)) {
      return NONE;
    }
    boolean waits = poll.u64(reader) == g || poll.u64(reader + 8) == g;
    long fd = poll.u64(FD);
    return waits && fd >= 0 && fd < MOST_FD ? (int) fd : NONE;
  }

  private static List<Stop> find(Frames frames) {
    var found = new ArrayList<Stop>();
    for (int i = 0; i < Math.min(frames.size(), DEEPEST); i++) {
      CallSite site = frames.site(i);
      if (WAITS.stream().anyMatch(site.calls().getLast()::isNamed)) {
        Arguments arguments = site.arguments();
        int step = arguments.size() == 0 ? Arguments.FAR : arguments.step(0);
        if (step >= 0 && Arguments.size(step) == 8) {
          found.add(new Stop(i, Arguments.offset(step)));
        }
      }
    }
    return List.copyOf(found);
  }
}
