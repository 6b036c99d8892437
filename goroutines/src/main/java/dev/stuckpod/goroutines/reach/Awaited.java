package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.locks.Blockage;
import dev.stuckpod.goroutines.locks.Role;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import dev.stuckpod.goroutines.runtime.WaitReasons;
import dev.stuckpod.goroutines.stack.Unwinder;
import java.io.IOException;
import java.util.Set;

/**
 * What would have to be reached to wake a goroutine: the channels or the lock that it waits for.
 */
final class Awaited {

  /** It may be woken by something else, or it is not known by what. */
  static final int ANYTHING = -1;

  private static final int MOST = 1000;

  private static final Set<String> CHANNEL = Set.of("chan receive", "chan send", "select");

  /**
   * The runtime's words for those that wait for nothing at all; and for its own that have nothing
   * of the program's while they wait, but on their stacks what has been something else since.
   */
  private static final Set<String> NOTHING =
      Set.of(
          "chan receive (nil chan)",
          "chan send (nil chan)",
          "select (no cases)",
          "GC worker (idle)",
          "GC sweep wait",
          "GC scavenge wait",
          "force gc (idle)");

  private final Memory memory;
  private final Layout layout;
  private final WaitReasons reasons;
  private final Unwinder unwinder;
  private final Blockage blockage;
  private final Block sudog;
  private final long[] addresses = new long[MOST];

  Awaited(Memory memory, Layout layout, WaitReasons reasons, Unwinder unwinder, Arch arch) {
    this.memory = memory;
    this.layout = layout;
    this.reasons = reasons;
    this.unwinder = unwinder;
    blockage = new Blockage(arch);
    sudog = new Block(layout.sudogChannel() + 8);
  }

  /**
   * Reads it, of the goroutine that was glanced at last.
   *
   * @return how many addresses there are, or {@link #ANYTHING}
   */
  int read(Goroutine g) throws IOException {
    if (!g.waits()) {
      return ANYTHING;
    }
    String state = reasons.of(g.waitReason());
    if (NOTHING.contains(state)) {
      return 0;
    }
    int count =
        CHANNEL.contains(state)
            ? channels(g)
            : Blockage.isPossible(state) && g.look(g.address()) == Seen.STILL ? lock(g) : ANYTHING;
    return count > 0 && g.isUnchanged() ? count : ANYTHING;
  }

  /** Gives the addresses. */
  long[] addresses() {
    return addresses;
  }

  /** All channels of a select, or none: one that is missing here would be missed. */
  private int channels(Goroutine g) throws IOException {
    int count = 0;
    for (long at = g.waiting(); at != 0; at = sudog.u64(layout.sudogLink())) {
      if (count == MOST
          || !sudog.load(memory, at)
          || sudog.u64(Layout.SUDOG_G) != g.address()
          || sudog.u64(layout.sudogChannel()) == 0) {
        return ANYTHING;
      }
      addresses[count++] = sudog.u64(layout.sudogChannel());
    }
    return count;
  }

  private int lock(Goroutine g) throws IOException {
    blockage.read(unwinder.follow(g.stack(), g.registers()), g.stack(), _ -> 0);
    Role role = blockage.role();
    if (role == null || role == Role.OTHER) {
      return ANYTHING;
    }
    addresses[0] = blockage.address();
    return 1;
  }
}
