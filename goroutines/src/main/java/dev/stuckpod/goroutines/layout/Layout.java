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
 * @param heap of what the heap consists of
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
    int nextModule,
    Heap heap) {

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

  /**
   * Offsets in an mspan, a run of pages for objects of one size, and in a special, a note on one of
   * them.
   *
   * @param spanClass mspan.spanclass; its state follows
   * @param elementSize mspan.elemsize; limit and specials are behind it
   * @param specialKind special.kind
   * @param profileKind which of these kinds says nothing but that the allocation was sampled
   */
  public record Heap(int spanClass, int elementSize, int specialKind, int profileKind) {

    /** Where mspan.startAddr is; npages follows. */
    public static final int START = 24;

    /** Where mspan.npages is. */
    public static final int PAGES = 32;

    /** Bytes of an mspan that hold all of the above. */
    public static final int SIZE = 144;

    /** Gives mspan.state. */
    public int state() {
      return spanClass + 1;
    }

    /** Gives mspan.limit. */
    public int limit() {
      return elementSize + 8;
    }

    /** Gives mspan.specials. */
    public int specials() {
      return elementSize + 24;
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
        nextModule,
        heap);
  }
}
