package dev.stuckpod.goroutines.layout;

/**
 * Offsets of one Go version, in bytes.
 *
 * @param minor the version from which on they hold, 26 for Go 1.26
 * @param g of a goroutine
 * @param threadId m.id
 * @param sudogElement sudog.elem; from Go 1.26 on the number in it, as the pointer is for the
 *     collector and may be nil
 * @param sudogLink sudog.waitlink
 * @param sudogChannel sudog.c, likewise
 * @param channelReceivers hchan.recvq; sendq is two words further
 * @param functionData moduledata.gofunc
 * @param nextModule moduledata.next
 */
public record Layout(
    int minor,
    G g,
    int threadId,
    int sudogElement,
    int sudogLink,
    int sudogChannel,
    int channelReceivers,
    int functionData,
    int nextModule) {

  /**
   * Offsets in a g, named as in the runtime.
   *
   * @param parent parentGoid, 0 where there is none
   */
  public record G(
      int lr,
      int syscallSp,
      int status,
      int goid,
      int waitSince,
      int waitReason,
      int trackingSeq,
      int lockedM,
      int parent,
      int gopc,
      int startPc,
      int waiting,
      int labels) {

    /** Where stack.lo is; stack.hi follows. */
    public static final int STACK = 0;

    /** Where the first deferred call is. */
    public static final int DEFERS = 40;

    /** Where m is. */
    public static final int M = 48;

    /** Where sched.sp is. */
    public static final int SP = 56;

    /** Where sched.pc is. */
    public static final int PC = 64;

    /** Where sched.g is, which points to the g itself. */
    public static final int SELF = 72;

    /** Bytes that hold all of the above. */
    public static final int SIZE = 512;

    /** Gives syscallpc. */
    public int syscallPc() {
      return syscallSp + 8;
    }
  }

  /** Where sudog.g is. */
  public static final int SUDOG_G = 0;

  /** Where sudog.next is. */
  public static final int SUDOG_NEXT = 8;

  /** Where sudog.prev is. */
  public static final int SUDOG_PREVIOUS = 16;

  /** Gives hchan.sendq. */
  public int channelSenders() {
    return channelReceivers + 16;
  }

  /** The same with other offsets in a g. */
  public Layout with(G other) {
    return new Layout(
        minor,
        other,
        threadId,
        sudogElement,
        sudogLink,
        sudogChannel,
        channelReceivers,
        functionData,
        nextModule);
  }
}
