package dev.stuckpod.goroutines.code.state;

/** Registers by number, and what Go's calling convention uses them for. */
public final class Registers {

  /** First argument, first result. */
  public static final int AX = 0;

  /** A count of repeated string instructions, third argument. */
  public static final int CX = 1;

  /** The closure that is called. */
  public static final int DX = 2;

  /** Second argument. */
  public static final int BX = 3;

  /** The stack pointer. */
  public static final int SP = 4;

  /** The frame pointer, which callees keep. */
  public static final int BP = 5;

  /** Where a string instruction reads. */
  public static final int SI = 6;

  /** Where a string instruction writes. */
  public static final int DI = 7;

  /** What a write barrier gives back. */
  public static final int R11 = 11;

  /** The g, which everybody keeps. */
  public static final int R14 = 14;

  private static final int[] RESULTS = {0, 3, 1, 7, 6, 8, 9, 10, 11};

  private Registers() {}

  /** Gives the registers that results are in. */
  public static int[] results() {
    return RESULTS.clone();
  }
}
