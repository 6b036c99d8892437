package dev.stuckpod.goroutines.stack;

import dev.stuckpod.goroutines.calls.CallSite;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The frames of one stack, the innermost first: as many of both ends as are ever printed. */
public final class Frames {

  /** So many of the innermost are kept. */
  public static final int INNER = 100;

  /** So many of the outermost are kept. */
  public static final int OUTER = 50;

  private final @Nullable CallSite[] sites = new CallSite[INNER + OUTER];
  private final long[] numbers = new long[3 * (INNER + OUTER)];
  private int size;
  private int calls;
  private int firstCalls;
  private String end = "";

  void clear() {
    size = 0;
    calls = 0;
    firstCalls = 0;
    end = "";
    Arrays.fill(sites, null);
  }

  void add(CallSite site, long sp, long fp, long pc) {
    int slot = slot(size);
    sites[slot] = site;
    numbers[3 * slot] = sp;
    numbers[3 * slot + 1] = fp;
    numbers[3 * slot + 2] = pc;
    size++;
    calls += site.calls().size();
    firstCalls = size <= INNER ? calls : firstCalls;
  }

  void end(String why) {
    end = why;
  }

  /** Tells how many frames there are, kept or not. */
  public int size() {
    return size;
  }

  /** Tells how many calls these stand for, inlined ones too. */
  public int calls() {
    return calls;
  }

  /** Tells how many calls the first {@link #INNER} stand for. */
  public int firstCalls() {
    return firstCalls;
  }

  /** Gives what a frame's pc stands for. */
  public CallSite site(int frame) {
    return Objects.requireNonNull(sites[slot(frame)]);
  }

  /** Gives a frame's stack pointer. */
  public long sp(int frame) {
    return numbers[3 * slot(frame)];
  }

  /** Gives a frame's frame pointer as the runtime has it: the caller's stack pointer. */
  public long fp(int frame) {
    return numbers[3 * slot(frame) + 1];
  }

  /** Gives a frame's pc. */
  public long pc(int frame) {
    return numbers[3 * slot(frame) + 2];
  }

  /** Tells why the stack could not be followed to its end; empty where it could. */
  public String end() {
    return end;
  }

  private static int slot(int frame) {
    return frame < INNER ? frame : INNER + (frame - INNER) % OUTER;
  }
}
