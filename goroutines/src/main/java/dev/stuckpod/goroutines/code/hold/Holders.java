package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.flow.Interest;
import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;

/** Works out what goroutines of one program hold, one after the other. */
public final class Holders {

  private final Flow flow;
  private final Interest interest;
  private final Defers defers;
  private final LiveSlots slots;

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
    if (!isOfInterest(sight)) {
      return Holdings.NONE;
    }
    DueCalls due = defers.read(sight);
    Ways ways = new Ways(flow, interest, sight, due, slots);
    return new Sum(flow, interest, sight, due, ways).holdings();
  }

  private boolean isOfInterest(Sight sight) throws IOException, MalformedException {
    boolean found = sight.deferred() != 0 || !sight.isWhole();
    for (int i = 0; i < sight.size() && !found; i++) {
      Function f = sight.function(i);
      found = interest.isFollowed(f) || interest.openCoded(f) != 0;
    }
    return found;
  }
}
