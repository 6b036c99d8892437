package dev.stuckpod.goroutines.runtime;

import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;

/**
 * The channels that a goroutine waits at: its list of sudogs (src/runtime/chan.go, select.go), in
 * the order of the runtime's locks.
 */
public final class Waits {

  /** Which way. */
  public enum Direction {
    /** It would receive. */
    RECEIVE,
    /** It would send. */
    SEND,
    /** Not told. */
    ON
  }

  /** So many channels are read. */
  public static final int MOST = 1000;

  private static final int LONGEST_WALK = 64;
  private static final int NEXT = 8;

  private final Memory memory;
  private final Layout layout;
  private final Block sudog;
  private final Block channel;
  private final Block other;
  private final long[] channels = new long[MOST];
  private final long[] counts = new long[MOST];
  private final long[] capacities = new long[MOST];
  private final boolean[] closed = new boolean[MOST];
  private final Direction[] directions = new Direction[MOST];
  private int size;
  private boolean more;

  /** Reads channels of one program. */
  public Waits(Memory memory, Layout layout) {
    this.memory = memory;
    this.layout = layout;
    sudog = new Block(layout.sudogChannel() + 8);
    other = new Block(NEXT + 8);
    channel = new Block(layout.channelSenders() + 16);
  }

  /** Forgets what was read. */
  public void clear() {
    size = 0;
    more = false;
  }

  /**
   * Reads the channels, from a goroutine's first sudog on. One without a channel ends it: it is in
   * a queue of semaphores, and linked to other goroutines'. So does one of another goroutine.
   *
   * @param g address of the goroutine
   */
  public void read(long g, long firstSudog) throws IOException {
    clear();
    long at = firstSudog;
    while (at != 0) {
      if (!sudog.load(memory, at)
          || sudog.u64(Layout.SUDOG_G) != g
          || sudog.u64(layout.sudogChannel()) == 0) {
        return;
      }
      if (size == MOST) {
        more = true;
        return;
      }
      long c = sudog.u64(layout.sudogChannel());
      if (!channel.load(memory, c)) {
        return;
      }
      channels[size] = c;
      counts[size] = channel.u64(0);
      capacities[size] = channel.u64(8);
      closed[size] = channel.i32(28) != 0;
      directions[size] = direction(at);
      size++;
      at = sudog.u64(layout.sudogLink());
    }
  }

  /** Tells how many there are. */
  public int size() {
    return size;
  }

  /** Whether there are more than were read. */
  public boolean hasMore() {
    return more;
  }

  /** Gives the address of a channel. */
  public long channel(int i) {
    return channels[i];
  }

  /** Gives how many elements are buffered. */
  public long count(int i) {
    return counts[i];
  }

  /** Gives how many elements could be. */
  public long capacity(int i) {
    return capacities[i];
  }

  /** Whether the channel is closed. */
  public boolean isClosed(int i) {
    return closed[i];
  }

  /** Gives which way the goroutine waits. */
  public Direction direction(int i) {
    return directions[i];
  }

  /** Hardly ever has a channel both queues, so that one has to be walked. */
  private Direction direction(long at) throws IOException {
    long receiver = channel.u64(layout.channelReceivers());
    long sender = channel.u64(layout.channelSenders());
    if (receiver == 0 || sender == 0) {
      return receiver != 0 ? Direction.RECEIVE : sender != 0 ? Direction.SEND : Direction.ON;
    }
    for (int i = 0; i < LONGEST_WALK && (receiver != 0 || sender != 0); i++) {
      if (receiver == at || sender == at) {
        return receiver == at ? Direction.RECEIVE : Direction.SEND;
      }
      receiver = next(receiver);
      sender = next(sender);
    }
    return Direction.ON;
  }

  private long next(long at) throws IOException {
    return at != 0 && other.load(memory, at) ? other.u64(NEXT) : 0;
  }
}
