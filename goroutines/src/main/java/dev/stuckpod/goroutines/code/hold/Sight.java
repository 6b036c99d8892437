package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.calls.Arguments;
import dev.stuckpod.goroutines.calls.Call;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.stack.Frames;
import dev.stuckpod.goroutines.stack.StackCopy;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A goroutine that stands still: its frames, the innermost first, and the memory around. */
public final class Sight {

  private final Memory memory;
  private final Frames frames;
  private final StackCopy stack;
  private final long deferred;
  private final Block word;

  /**
   * Looks at a goroutine.
   *
   * @param memory nothing of which was read before the goroutine was found to stand still
   * @param word room for eight bytes
   * @param deferred address of its first deferred call, 0 for none
   */
  public Sight(Memory memory, Block word, Frames frames, StackCopy stack, long deferred) {
    this.memory = memory;
    this.word = word;
    this.frames = frames;
    this.stack = stack;
    this.deferred = deferred;
  }

  /** Tells how many frames can be looked at, from the innermost on. */
  int size() {
    return Math.min(frames.size(), Frames.INNER);
  }

  /** Whether these are all frames there are. */
  boolean isWhole() {
    return frames.size() <= Frames.INNER && frames.end().isEmpty();
  }

  Frames frames() {
    return frames;
  }

  Function function(int frame) {
    return frames.site(frame).function();
  }

  List<Call> calls(int frame) {
    return frames.site(frame).calls();
  }

  Arguments arguments(int frame) {
    return frames.site(frame).arguments();
  }

  String name(int frame) {
    return function(frame).name();
  }

  long sp(int frame) {
    return frames.sp(frame);
  }

  long pc(int frame) {
    return frames.pc(frame);
  }

  /** Gives where a frame's return address lies. */
  long top(int frame) {
    return frames.fp(frame) - 8;
  }

  /** Whether the frame stands at its pc, and has not called anything there. */
  boolean isExact(int frame) {
    return frame > 0 && function(frame - 1).isInjected();
  }

  /** Whether a call returns to the frame's pc. */
  boolean isCall(int frame) {
    return !isExact(frame) && pc(frame) > function(frame).entry();
  }

  long deferred() {
    return deferred;
  }

  /** Gives the eight bytes at an address; null where nothing can be read. */
  @Nullable Long word(long address) throws IOException {
    if (stack.covers(address, 8)) {
      return stack.word(address);
    }
    return word.load(memory, address) ? word.u64(0) : null;
  }

  /** Gives the byte at an address; null where nothing can be read. */
  @Nullable Integer u8(long address) throws IOException {
    if (stack.covers(address, 1)) {
      return (int) stack.value(address, 1);
    }
    return word.load(memory, address, 1) ? word.u8(0) : null;
  }
}
