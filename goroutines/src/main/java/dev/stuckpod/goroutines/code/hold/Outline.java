package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Interest;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;

/** What code alone says of the frames of a stack: the same of all goroutines that stand there. */
final class Outline {

  private final boolean[] followed;
  private final boolean[] holding;
  private final boolean[] acting;
  private final boolean[] leaving;
  private final boolean[] opaque;
  private final boolean idle;

  /** Looks at the frames of a goroutine, each of which may stand for many. */
  Outline(Sight sight, Interest interest) throws IOException, MalformedException {
    int size = sight.size();
    followed = new boolean[size];
    holding = new boolean[size];
    acting = new boolean[size];
    leaving = new boolean[size];
    opaque = new boolean[size];
    boolean unwinds = false;
    boolean nothing = true;
    for (int i = 0; i < size; i++) {
      var f = sight.function(i);
      followed[i] = interest.isFollowed(f);
      holding[i] = followed[i] && interest.mayHold(f, sight.pc(i), sight.isCall(i));
      acting[i] = followed[i] && sight.isCall(i) && interest.hasAhead(f, sight.pc(i));
      leaving[i] = unwinds || i > 0 && interest.isLeaving(sight.pc(i));
      unwinds |= f.name().equals("runtime.gopanic") || f.name().equals("runtime.Goexit");
      opaque[i] = followed[i] && interest.isOpaque(f);
      nothing &= !holding[i] && !acting[i] && !opaque[i] && interest.openCoded(f) == 0;
    }
    idle = nothing;
  }

  /** Whether nothing is held, nor will be released, but by deferred calls that are in a list. */
  boolean isIdle() {
    return idle;
  }

  /** Whether a frame is followed at all. */
  boolean isFollowed(int frame) {
    return followed[frame];
  }

  /** Whether a frame may hold something, or is not known not to. */
  boolean mayHold(int frame) {
    return holding[frame];
  }

  /** Whether a frame may hold what its code tells nothing of. */
  boolean isOpaque(int frame) {
    return opaque[frame];
  }

  /** Whether code ahead of where a frame stands may acquire or release something. */
  boolean hasAhead(int frame) {
    return acting[frame];
  }

  /** Whether a frame is being left: its deferred calls are being made, and may have been made. */
  boolean isLeaving(int frame) {
    return leaving[frame];
  }
}
