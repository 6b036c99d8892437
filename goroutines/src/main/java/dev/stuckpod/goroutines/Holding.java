package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.calls.Call;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.hold.Holders;
import dev.stuckpod.goroutines.code.hold.Holdings;
import dev.stuckpod.goroutines.code.hold.Sight;
import dev.stuckpod.goroutines.code.verdict.Claims;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.LongCache;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Pages;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.stack.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Works out what goroutines hold, one after the other, and remembers it for the end of a dump. */
final class Holding {

  /** What lies near on the heap is read in pieces of so many bytes, two to the power of this. */
  private static final int PIECE_BITS = 7;

  private static final int PIECES = 4;
  private static final int PLACES_BITS = 8;
  private static final long PLACES_BYTES = 1 << 16;

  private final Pages near;
  private final Block word = new Block(8);

  /** Where frames stand, in words, by pc: one text for all who stand there. */
  private final LongCache<String> places = new LongCache<>(PLACES_BITS, PLACES_BYTES);

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
    near = new Pages(program.memory(), PIECES, PIECE_BITS);
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
      found = holders.of(sight(goroutine, frames));
      partial = found.isPartial();
    } catch (MalformedException nonsense) {
      partial = true;
    }
  }

  /** Gives what a frame's function was given as its first argument, by its code; 0 for nothing. */
  long firstArgument(Goroutine goroutine, Frames frames, int frame) throws IOException {
    try {
      return holders == null ? 0 : holders.firstArgument(sight(goroutine, frames), frame);
    } catch (MalformedException nonsense) {
      return 0;
    }
  }

  private Sight sight(Goroutine goroutine, Frames frames) {
    near.forget();
    return new Sight(near, word, frames, goroutine.stack(), goroutine.deferred());
  }

  /**
   * Remembers what was worked out last: the goroutine has not run meanwhile.
   *
   * @param awaited address of the lock that it waits for; 0 for none
   */
  void keep(Goroutine goroutine, Frames frames, long awaited) {
    if (partial) {
      claims.addUnread();
    }
    if (!found.isEmpty()) {
      var who = new Claims.Who(goroutine.address(), goroutine.goid(), goroutine.stand());
      claims.add(who, found, awaited, frame -> place(frames, frame));
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
  private String place(Frames frames, int frame) {
    if (frame < 0 || frame >= Math.min(frames.size(), Frames.INNER)) {
      return "";
    }
    boolean exact = frame > 0 && frames.site(frame - 1).function().isInjected();
    long key = frames.pc(frame) << 1 | (exact ? 1 : 0);
    String known = places.get(key);
    if (known == null) {
      Call call = frames.site(frame).calls().getLast();
      known = text(call.name()) + " at " + text(call.position());
      places.put(key, known, 64 + known.length());
    }
    return known;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
