package dev.stuckpod.goroutines.runtime;

import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.stack.Registers;
import dev.stuckpod.goroutines.stack.StackCopy;
import java.io.IOException;

/**
 * One goroutine at a time, read while it may run: its g, its stack, its g again. The runtime counts
 * in trackingSeq whenever a goroutine ceases to run, so when both copies of the g agree, it has not
 * run in between.
 */
public final class Goroutine {

  /** What was met. */
  public enum Seen {
    /** There is none. */
    DEAD,
    /** Not a g at all. */
    NONSENSE,
    /** It runs: what is known of its stack is outdated. */
    RUNNING,
    /** It changes. */
    CHANGING,
    /** It stood still at the first look; a second one is to tell whether it still does. */
    STILL
  }

  private static final long BIGGEST_STACK = 1L << 30;

  /** From here on, a running g that has left Go code is printed from there. */
  private static final int RUNNING_IN_SYSTEM_CALL = 26;

  private final Memory memory;
  private final G at;
  private final int size;
  private final boolean runsInSystemCall;
  private final StackCopy stack;
  private final Block own = new Block(G.SIZE);
  private final Block second = new Block(G.SIZE);
  private Block first = own;
  private long address;

  /** Reads goroutines of one program. */
  public Goroutine(Memory memory, G at, int minor) {
    this.memory = memory;
    this.at = at;
    this.size = size(at);
    this.runsInSystemCall = minor >= RUNNING_IN_SYSTEM_CALL;
    this.stack = new StackCopy(memory);
  }

  /** Gives how much of a g is looked at, in bytes. */
  static int size(G at) {
    return Math.min(G.SIZE, at.labels() + 8);
  }

  /** Looks at a g only. */
  public Seen glance(long g) throws IOException {
    return own.load(memory, g, size) ? glance(g, own) : Seen.NONSENSE;
  }

  private Seen glance(long g, Block seen) {
    address = g;
    first = seen;
    if (Status.isDead(status())) {
      return Seen.DEAD;
    }
    if (first.u64(G.SELF) != g) {
      return Seen.NONSENSE;
    }
    boolean outdated = status() == Status.RUNNING && !(runsInSystemCall && syscallSp() != 0);
    return outdated ? Seen.RUNNING : Seen.STILL;
  }

  /** Looks at a g and copies its stack. */
  public Seen look(long g) throws IOException {
    return own.load(memory, g, size) ? look(g, own) : Seen.NONSENSE;
  }

  /**
   * Copies the stack of one that has just been looked at.
   *
   * @param seen of {@link Looks}, not to be written to as long as this is asked about it
   */
  public Seen look(long g, Block seen) throws IOException {
    Seen met = glance(g, seen);
    if (met != Seen.STILL) {
      return met;
    }
    long low = first.u64(G.STACK);
    long high = first.u64(G.STACK + 8);
    long sp = sp();
    boolean sane = low < sp && sp <= high && low > 0 && high - low <= BIGGEST_STACK;
    return sane && !Status.isTransient(status()) && stack.load(sp, high)
        ? Seen.STILL
        : Seen.CHANGING;
  }

  /** Looks again: whether it has not run, and nothing has moved, since the first look. */
  public boolean isUnchanged() throws IOException {
    return second.load(memory, address, size) && hasNotRun(at, first, second);
  }

  /** Whether two copies of a g are of one that has not run in between. */
  static boolean hasNotRun(G at, Block one, Block other) {
    return (one.i32(at.status()) & Status.MASK) == (other.i32(at.status()) & Status.MASK)
        && one.u8(at.trackingSeq()) == other.u8(at.trackingSeq())
        && one.u64(at.goid()) == other.u64(at.goid())
        && one.equals(other, G.STACK, G.STACK + 16)
        && one.equals(other, G.M, at.syscallPc() + 8);
  }

  /** Gives the copy of the stack. */
  public StackCopy stack() {
    return stack;
  }

  /** Gives where it stands. */
  public Registers registers() {
    boolean inSystemCall = syscallSp() != 0;
    return new Registers(sp(), pc(), inSystemCall ? 0 : first.u64(at.lr()), inSystemCall);
  }

  /** Gives the address of the g. */
  public long address() {
    return address;
  }

  /** Gives its number. */
  public long goid() {
    return first.u64(at.goid());
  }

  /** Gives one of {@link Status}. */
  public int status() {
    return first.i32(at.status()) & Status.MASK;
  }

  /** Whether it is parked. */
  public boolean waits() {
    return status() == Status.WAITING || status() == Status.LEAKED;
  }

  /** Gives the index of what it waits for. */
  public int waitReason() {
    return first.u8(at.waitReason());
  }

  /** Gives since when it waits in CLOCK_MONOTONIC nanoseconds, as noted by garbage collections. */
  public long waitSince() {
    return first.u64(at.waitSince());
  }

  /** Gives the m that it is tied to, 0 for none. */
  public long m() {
    return first.u64(G.M);
  }

  /** Whether it is locked to a thread. */
  public boolean isLocked() {
    return first.u64(at.lockedM()) != 0;
  }

  /** Gives the number of the goroutine that created it, 0 where that is not told. */
  public long parent() {
    return at.parent() == 0 ? 0 : first.u64(at.parent());
  }

  /** Gives where it was created. */
  public long gopc() {
    return first.u64(at.gopc());
  }

  /** Gives the entry of the function that it began with. */
  public long startPc() {
    return first.u64(at.startPc());
  }

  /** Gives where its stack begins and, one further, where it ends. */
  public long stackBound(int which) {
    return first.u64(G.STACK + 8 * which);
  }

  /** Gives where its stack pointer is, as far as is known. */
  public long stackPointer() {
    return sp();
  }

  /** Gives the first sudog that it waits with, 0 for none. */
  public long waiting() {
    return first.u64(at.waiting());
  }

  /** Gives the address of its first deferred call, 0 for none. */
  public long deferred() {
    return first.u64(G.DEFERS);
  }

  /** Gives the address of its profiler labels, 0 for none. */
  public long labels() {
    return first.u64(at.labels());
  }

  /**
   * Gives a fingerprint of where it stands and how often it has run (modulo 256), never 0. A
   * goroutine that has not run keeps it.
   */
  public long stand() {
    long hash = 256L * status() + trackingSeq();
    hash = Stand.mix(hash ^ sp());
    hash = Stand.mix(hash ^ pc());
    return hash == 0 ? 1 : hash;
  }

  /** Gives its {@link Stand}, if it waits. */
  public long waitStand() {
    return Stand.of(
        goid(),
        trackingSeq(),
        first.u64(G.STACK + 8) - first.u64(G.SP),
        first.u64(G.PC),
        waiting());
  }

  private int trackingSeq() {
    return first.u8(at.trackingSeq());
  }

  private long syscallSp() {
    return first.u64(at.syscallSp());
  }

  private long sp() {
    return syscallSp() != 0 ? syscallSp() : first.u64(G.SP);
  }

  private long pc() {
    return syscallSp() != 0 ? first.u64(at.syscallPc()) : first.u64(G.PC);
  }
}
