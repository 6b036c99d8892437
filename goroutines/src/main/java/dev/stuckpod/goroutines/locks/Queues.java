package dev.stuckpod.goroutines.locks;

import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows the runtime's queues, the first to go on first. A queue may change meanwhile: what is
 * found is what was linked, and has to be compared with who stood still. But of two that stood
 * still, the one never overtakes the other.
 */
public final class Queues {

  /** So many of a queue are read. */
  public static final int MOST = 128;

  private static final long[] NONE = {};
  private static final int COND_HEAD = 16;

  /** From here on, who waits for a Cond says so in his sudog. */
  private static final int NAMES_COND = 26;

  private final Memory memory;
  private final Layout layout;
  private final @Nullable Semaphores semaphores;
  private final Block sudog;
  private final Block word = new Block(8);
  private final long[] found = new long[MOST];

  /**
   * Reads queues of one program.
   *
   * @param semaphores null where nobody waits for any
   */
  public Queues(Memory memory, Layout layout, @Nullable Semaphores semaphores) {
    this.memory = memory;
    this.layout = layout;
    this.semaphores = semaphores;
    sudog = new Block(layout.sudogChannel() + 8);
  }

  /** Gives the addresses of the goroutines in a queue, the first ones. */
  long[] read(Role role, long address) throws IOException {
    long at = address + role.queue();
    return switch (role) {
      case RECEIVER ->
          walk(
              head(at + layout.channelReceivers()),
              Layout.SUDOG_NEXT,
              layout.sudogChannel(),
              address);
      case SENDER ->
          walk(
              head(at + layout.channelSenders()),
              Layout.SUDOG_NEXT,
              layout.sudogChannel(),
              address);
      case NOTIFIED ->
          walk(
              head(at + COND_HEAD),
              Layout.SUDOG_NEXT,
              layout.sudogElement(),
              layout.minor() >= NAMES_COND ? at : 0);
      default ->
          semaphores != null && semaphores.areKnown()
              ? walk(semaphores.first(at), layout.sudogLink(), layout.sudogElement(), at)
              : NONE;
    };
  }

  private long head(long at) throws IOException {
    return word.load(memory, at) ? word.u64(0) : 0;
  }

  /** Follows a list while what is in it belongs there. */
  private long[] walk(long first, int link, int field, long expected) throws IOException {
    int size = 0;
    for (long at = first; at != 0 && size < MOST; at = sudog.u64(link)) {
      if ((at & 7) != 0 || !sudog.load(memory, at) || sudog.u64(field) != expected) {
        break;
      }
      found[size++] = sudog.u64(Layout.SUDOG_G);
    }
    return Arrays.copyOf(found, size);
  }
}
