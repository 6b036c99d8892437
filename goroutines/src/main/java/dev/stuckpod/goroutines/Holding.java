package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.calls.Call;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.hold.Holders;
import dev.stuckpod.goroutines.code.hold.Holdings;
import dev.stuckpod.goroutines.code.hold.Sight;
import dev.stuckpod.goroutines.code.verdict.Claims;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.stack.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Works out what goroutines hold, one after the other, and remembers it for the end of a dump. */
final class Holding {

  private final Memory memory;
  private final @Nullable Holders holders;
  private final Claims claims = new Claims();
  private Holdings found = Holdings.NONE;
  private boolean partial;

  /**
   * Works with one program.
   *
   * @param flow null where its code cannot be followed: then nothing is known of anybody
   */
  Holding(Program program, @Nullable Flow flow) {
    memory = program.memory();
    holders = flow == null ? null : new Holders(flow, program.version().minor());
  }

  /** Works out what a goroutine holds that stands still, as is to be made sure of afterwards. */
  void look(Goroutine goroutine, Frames frames) throws IOException {
    found = Holdings.NONE;
    partial = false;
    if (holders == null) {
      return;
    }
    try {
      var sight = new Sight(memory, frames, goroutine.stack(), goroutine.deferred());
      found = holders.of(sight);
      partial = found.isPartial();
    } catch (MalformedException nonsense) {
      partial = true;
    }
  }

  /** Remembers what was worked out last: the goroutine has not run meanwhile. */
  void keep(Goroutine goroutine, Frames frames) {
    if (partial) {
      claims.addUnread();
    }
    if (!found.isEmpty()) {
      var who = new Claims.Who(goroutine.address(), goroutine.goid(), goroutine.stand());
      claims.add(who, found, frame -> place(frames, frame));
    }
  }

  /** Notes a goroutine whose stack was not read. */
  void miss() {
    claims.addUnread();
  }

  Claims claims() {
    return claims;
  }

  /** As it is printed: the function of the frame itself, and where it stands. */
  private static String place(Frames frames, int frame) {
    if (frame < 0 || frame >= Math.min(frames.size(), Frames.INNER)) {
      return "";
    }
    Call call = frames.site(frame).calls().getLast();
    return text(call.name()) + " at " + text(call.position());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
