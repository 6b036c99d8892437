package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.calls.Call;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.hold.Candidate;
import dev.stuckpod.goroutines.code.hold.Hold;
import dev.stuckpod.goroutines.code.hold.Holders;
import dev.stuckpod.goroutines.code.hold.Holdings;
import dev.stuckpod.goroutines.code.hold.Sight;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.LongCache;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Pages;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.stack.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out what goroutines hold, one after the other. */
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

  /**
   * What one goroutine holds.
   *
   * @param partial whether there may be more
   * @param places where those of its frames stand that have to do with it
   */
  record Found(Holdings holdings, boolean partial, Map<Integer, String> places) {

    static final Found NOTHING = new Found(Holdings.NONE, false, Map.of());
    private static final Found UNKNOWN = new Found(Holdings.NONE, true, Map.of());

    /** Says where a frame stands. */
    String place(int frame) {
      return places.getOrDefault(frame, "");
    }
  }

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
  Found look(Goroutine goroutine, Frames frames) throws IOException {
    if (holders == null) {
      return Found.NOTHING;
    }
    try {
      Holdings held = holders.of(sight(goroutine, frames));
      return held.isEmpty() && !held.isPartial()
          ? Found.NOTHING
          : new Found(held, held.isPartial(), places(held, frames));
    } catch (MalformedException nonsense) {
      return Found.UNKNOWN;
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

  private Map<Integer, String> places(Holdings held, Frames frames) {
    Map<Integer, String> found = new HashMap<>();
    for (Hold hold : held.holds()) {
      if (!hold.frames().isEmpty()) {
        int frame = hold.frames().getFirst();
        found.put(frame, place(frames, frame));
      }
    }
    for (Candidate candidate : held.candidates()) {
      found.put(candidate.frame(), place(frames, candidate.frame()));
    }
    return found;
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
