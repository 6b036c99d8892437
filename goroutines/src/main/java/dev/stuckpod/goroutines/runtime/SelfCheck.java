package dev.stuckpod.goroutines.runtime;

import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.tables.Functions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Finds the offsets in a g from what is in g's, without the table: as a check of the table, and for
 * a version that is newer than the table.
 */
public final class SelfCheck {

  private static final int MOST = 64;
  private static final int FEWEST = 3;
  private static final long BIGGEST_GOID = 1L << 40;

  private final Functions functions;
  private final List<Block> sample = new ArrayList<>();

  /** Reads some g's that are spread over the list. */
  public SelfCheck(Memory memory, AllGoroutines all, Functions functions)
      throws IOException, MalformedException {
    this.functions = functions;
    int size = all.size();
    long[] piece = new long[1];
    int step = Math.max(1, size / MOST);
    for (int i = 0; i < size && sample.size() < MOST; i += step) {
      all.read(i, 1, piece);
      Block g = new Block(G.SIZE);
      // one that has ended keeps its number and start as long as it keeps its stack
      if (piece[0] != 0
          && g.load(memory, piece[0])
          && g.u64(G.SELF) == piece[0]
          && g.u64(G.STACK + 8) != 0) {
        sample.add(g);
      }
    }
  }

  /** Whether what is at a table's offsets is what belongs there; never tells on too few g's. */
  public boolean agrees(G at) throws IOException, MalformedException {
    return sample.size() < FEWEST
        || (isGoid(at.goid(), at.status())
            && isStart(at.startPc())
            && isCreation(at.gopc())
            && isSystemCall(at.syscallSp(), at.status()));
  }

  /**
   * Finds the offsets, where just one choice makes sense of all g's.
   *
   * @param nearest offsets of the nearest version that is known
   */
  public Optional<G> discover(G nearest) throws IOException, MalformedException {
    List<Integer> goids = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Integer> calls = new ArrayList<>();
    for (int k = 128; k < 200; k += 8) {
      if (isGoid(k, k - 8)) {
        goids.add(k);
      }
    }
    for (int k = 200; k < 400; k += 8) {
      if (isStart(k)) {
        starts.add(k);
      }
    }
    if (sample.size() < FEWEST || goids.size() != 1 || starts.size() != 1) {
      return Optional.empty();
    }
    for (int k = 80; k < 128; k += 8) {
      if (isSystemCall(k, goids.getFirst() - 8)) {
        calls.add(k);
      }
    }
    int call = calls.contains(nearest.syscallSp()) ? nearest.syscallSp() : -1;
    call = calls.size() == 1 ? calls.getFirst() : call;
    return call < 0
        ? Optional.empty()
        : Optional.of(shift(nearest, call, goids.getFirst(), starts.getFirst()));
  }

  /** What cannot be found has kept its distance from what can. */
  private static G shift(G near, int call, int goid, int start) {
    int calls = call - near.syscallSp();
    int states = goid - near.goid();
    int starts = start - near.startPc();
    return new G(
        near.lr() + calls,
        call,
        near.status() + states,
        goid,
        near.waitSince() + states,
        near.waitReason() + states,
        near.trackingSeq() + states,
        near.lockedM() + states,
        near.parent() + starts,
        near.gopc() + starts,
        start,
        near.waiting() + starts,
        near.labels() + starts);
  }

  /** Different small numbers, beside states. */
  private boolean isGoid(int offset, int status) {
    var seen = new HashSet<Long>();
    for (Block g : sample) {
      long goid = g.u64(offset);
      int state = g.i32(status) & Status.MASK;
      if (goid <= 0 || goid >= BIGGEST_GOID || !seen.add(goid) || !Status.exists(state)) {
        return false;
      }
    }
    return true;
  }

  /** Functions' entries; none only for goroutines of C threads. */
  private boolean isStart(int offset) throws IOException, MalformedException {
    int entries = 0;
    for (Block g : sample) {
      long pc = g.u64(offset);
      if (functions.isEntry(pc)) {
        entries++;
      } else if (pc != 0) {
        return false;
      }
    }
    return 2 * entries > sample.size();
  }

  private boolean isCreation(int offset) throws IOException, MalformedException {
    for (Block g : sample) {
      long pc = g.u64(offset);
      if (pc != 0 && !functions.isCode(pc)) {
        return false;
      }
    }
    return true;
  }

  /** A place in its stack and one in the code, for every goroutine in a system call. */
  private boolean isSystemCall(int offset, int status) throws IOException, MalformedException {
    for (Block g : sample) {
      if ((g.i32(status) & Status.MASK) == Status.SYSCALL) {
        long sp = g.u64(offset);
        boolean inStack = sp > g.u64(G.STACK) && sp <= g.u64(G.STACK + 8);
        if (!inStack || !functions.isCode(g.u64(offset + 8))) {
          return false;
        }
      }
    }
    return true;
  }
}
