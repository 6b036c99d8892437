package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Interest;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;

/** What code alone says of the frames of a stack: the same of all goroutines that stand there. */
final class Outline {

  private final boolean[] followed;
  private final boolean[] matters;
  private final boolean[] leaving;
  private final boolean idle;

  /** Looks at the frames of a goroutine, each of which may stand for many. */
  Outline(Sight sight, Interest interest) throws IOException, MalformedException {
    int size = sight.size();
    followed = new boolean[size];
    matters = new boolean[size];
    leaving = new boolean[size];
    boolean unwinds = false;
    boolean nothing = true;
    for (int i = 0; i < size; i++) {
      var f = sight.function(i);
      followed[i] = interest.isFollowed(f);
      matters[i] = followed[i] && interest.matters(f, sight.pc(i), sight.isCall(i));
      leaving[i] = unwinds || i > 0 && interest.isLeaving(sight.pc(i));
      unwinds |= f.name().equals("runtime.gopanic") || f.name().equals("runtime.Goexit");
      nothing &= !matters[i] && interest.openCoded(f) == 0;
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

  /** Whether a frame may hold something, or acquire or release something ahead. */
  boolean matters(int frame) {
    return matters[frame];
  }

  /** Whether a frame is being left: its deferred calls are being made, and may have been made. */
  boolean isLeaving(int frame) {
    return leaving[frame];
  }
}
