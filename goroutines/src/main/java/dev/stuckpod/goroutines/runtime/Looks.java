package dev.stuckpod.goroutines.runtime;

import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Gathering;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Looks at the g of a few goroutines that are about to be read, and at all of them again
 * afterwards: those that are neighbours come with one read, which is what a look costs.
 */
public final class Looks {

  /** So many at once. */
  public static final int MOST = 16;

  private final G at;
  private final Gathering gathering;
  private final Block[] first = new Block[MOST];
  private final Block second;
  private final long[] wanted = new long[MOST];

  /** Whether there was a g at the first look, and whether it was the same at the second. */
  private final boolean[] found = new boolean[MOST];

  /** Looks at goroutines of one program. */
  public Looks(Memory memory, G at) {
    this.at = at;
    int size = Goroutine.size(at);
    gathering = new Gathering(memory, size, MOST);
    second = new Block(size);
    for (int i = 0; i < MOST; i++) {
      first[i] = new Block(size);
    }
  }

  /** Looks at so many of a list, {@link #MOST} at most, from a place on. */
  public void look(long[] list, int from, int count) throws IOException {
    System.arraycopy(list, from, wanted, 0, count);
    gather(
        count,
        (i, in, place) -> {
          first[i].copy(in, place);
          return true;
        });
  }

  /** Whether anything was read of one. */
  public boolean isThere(int i) {
    return found[i];
  }

  /** Gives the copy of one that {@link #isThere}, until the next look. */
  public Block first(int i) {
    return first[i];
  }

  /** Leaves one out of the second look. */
  public void leave(int i) {
    wanted[i] = 0;
  }

  /** Looks again at so many. */
  public void lookAgain(int count) throws IOException {
    gather(
        count,
        (i, in, place) -> {
          second.copy(in, place);
          return Goroutine.hasNotRun(at, first[i], second);
        });
  }

  /** Whether one has not run, and nothing has moved, between the two looks. */
  public boolean isUnchanged(int i) {
    return found[i];
  }

  private interface Look {
    boolean is(int i, ByteBuffer in, int place);
  }

  private void gather(int count, Look look) throws IOException {
    Arrays.fill(found, false);
    gathering.read(
        wanted,
        count,
        new Gathering.Visitor() {
          @Override
          public void see(int i, long address, ByteBuffer in, int place) {
            found[i] = look.is(i, in, place);
          }

          @Override
          public void miss(int i) {
            found[i] = false;
          }
        });
  }
}
