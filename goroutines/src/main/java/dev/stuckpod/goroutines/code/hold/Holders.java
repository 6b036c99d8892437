package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.flow.Interest;
import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.stack.ByStack;
import java.io.IOException;

/** Works out what goroutines of one program hold, one after the other. */
public final class Holders {

  private final Flow flow;
  private final Interest interest;
  private final Defers defers;
  private final LiveSlots slots;

  private final ByStack<Outline> outlines = new ByStack<>();

  /**
   * Works with one program, of Go 1.minor.
   *
   * @throws IllegalArgumentException where {@link Binary#isFollowed} says that its code cannot be
   *     followed: nobody would be found, which is not the same as that nobody holds
   */
  public Holders(Flow flow, int minor) {
    if (!flow.binary().isFollowed()) {
      throw new IllegalArgumentException("only amd64 is followed");
    }
    this.flow = flow;
    this.interest = new Interest(flow);
    this.defers = new Defers(flow.binary(), interest, minor);
    this.slots = new LiveSlots(flow.binary());
  }

  /**
   * Works out what a goroutine holds that stands still.
   *
   * @throws MalformedException where its stack or the program's tables make no sense: then nothing
   *     is known
   */
  public Holdings of(Sight sight) throws IOException, MalformedException {
    Outline outline = outline(sight);
    if (outline.isIdle() && sight.deferred() == 0 && sight.isWhole()) {
      return Holdings.NONE;
    }
    DueCalls due = defers.read(sight);
    Ways ways = new Ways(flow, outline, sight, due, slots);
    return new Sum(flow, interest, outline, sight, due, ways).holdings();
  }

  /**
   * Works out what a function was given as its first argument, where that is not alive any more: by
   * where its code, or its caller's, keeps it. What was read again from a field does not count.
   *
   * @param frame which frame of a goroutine that stands still
   * @return 0 where it is not known
   */
  public long firstArgument(Sight sight, int frame) throws IOException, MalformedException {
    Ways ways = new Ways(flow, outline(sight), sight, defers.read(sight), slots);
    Known all = null;
    for (Ways.Way way : ways.of(frame)) {
      Known one = ways.numbers().of(frame, Value.entry(0), way.state(), way.facts(), false, false);
      boolean isKept =
          one != null && one.quality() != Known.READ_AGAIN && one.quality() != Known.WRITTEN;
      if (one == null || !isKept || all != null && all.value() != one.value()) {
        return 0;
      }
      all = one;
    }
    return all == null ? 0 : all.value();
  }

  private Outline outline(Sight sight) throws IOException, MalformedException {
    Outline known = outlines.get(sight.frames());
    if (known == null) {
      known = new Outline(sight, interest);
      outlines.put(sight.frames(), known);
    }
    return known;
  }
}
