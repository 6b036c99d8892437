package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.reach.Search.Searched;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import dev.stuckpod.goroutines.tables.Module;
import java.io.IOException;

/**
 * One search: marks from variables, notes and stacks of those that are alive; whoever waits for
 * what has been marked is alive, too; until nobody more is. The process runs meanwhile: in the end
 * everybody who has is looked at again, and so is all memory that has come to the heap.
 */
final class Pass {

  /** So often are those looked at again who have run meanwhile. */
  private static final int ROUNDS = 2;

  private final Searched process;
  private final SpanList list;
  private final Bounds bounds;
  private final Goroutine goroutine;
  private final Awaited awaited;
  private final Finalizers finalizers;
  private final Spans spans;
  private final Parked parked;
  private final int[] woken;
  private int wokenCount;
  private long deadline;

  Pass(Searched process, SpanList list, Bounds bounds) throws IOException, MalformedException {
    this.process = process;
    this.list = list;
    this.bounds = bounds;
    goroutine = process.goroutine();
    awaited = process.awaited();
    finalizers = new Finalizers(process.tables().functions(), process.reasons());
    spans = Spans.read(process.memory(), list, process.layout().heap(), bounds);
    long[] all = all();
    parked = new Parked(all, all.length);
    woken = new int[all.length];
  }

  /**
   * Searches.
   *
   * @throws MalformedException where something could not be read, so that nothing follows
   */
  Unreached run() throws IOException, MalformedException {
    deadline = bounds.deadline();
    for (int who = 0; who < parked.count(); who++) {
      if (sort(who) && parked.enliven(who)) {
        woken[wokenCount++] = who;
      }
    }
    parked.complete();
    var marking = new Marking(process.memory(), spans, parked, bounds, this::reached);
    for (int who = 0; who < parked.count(); who++) {
      marking.exclude(parked.g(who));
    }
    var stacks = new Stacks(goroutine, process.unwinder(), spans, marking);
    markVariables(marking);
    new Notes(process.memory(), process.layout().heap()).mark(spans, marking);
    drain(marking, stacks);
    deadline = bounds.deadline();
    for (int i = 0; i < ROUNDS; i++) {
      markMoved(stacks);
      markVariables(marking);
      marking.markNew(Spans.list(process.memory(), list, process.layout().heap(), bounds));
      drain(marking, stacks);
    }
    return parked.unreached();
  }

  private void drain(Marking marking, Stacks stacks) throws IOException, MalformedException {
    marking.drain();
    while (wokenCount > 0) {
      stacks.mark(parked.g(woken[--wokenCount]));
      marking.drain();
    }
  }

  /** Somebody waits for an object that has been reached. */
  private void reached(long object) {
    parked.eachWaiter(
        object,
        who -> {
          if (parked.enliven((int) who)) {
            woken[wokenCount++] = (int) who;
          }
        });
  }

  /** Tells what one waits for; whether it is alive whatever is reached. */
  private boolean sort(int who) throws IOException, MalformedException {
    Seen seen = glance(parked.g(who));
    if (seen == Seen.NONSENSE) {
      throw new MalformedException("an entry of the list of goroutines makes no sense");
    }
    parked.stands(who, goroutine.goid(), goroutine.waitStand());
    if (seen == Seen.DEAD) {
      return false;
    }
    finalizers.check(goroutine);
    int count = awaited.read(goroutine);
    if (count <= 0) {
      return count < 0;
    }
    long[] at = awaited.addresses();
    for (int i = 0; i < count; i++) {
      int s = spans.find(at[i]);
      int object = s < 0 ? -1 : spans.object(s, at[i]);
      if (object < 0) {
        return true; // among the variables, on a stack, or newer than what is known of the heap
      }
      at[i] = spans.start(s, object);
    }
    return !parked.waitsFor(who, at, count);
  }

  /** Looks again at all who have run, and at those who have come. */
  private void markMoved(Stacks stacks) throws IOException, MalformedException {
    long[] all = all();
    for (int who = 0; who < all.length; who++) {
      Seen seen = glance(all[who]);
      if (seen == Seen.DEAD) {
        continue;
      }
      finalizers.check(goroutine);
      boolean known = who < parked.count() && all[who] == parked.g(who);
      if (!known
          || !goroutine.waits()
          || !parked.stoodAt(who, goroutine.goid(), goroutine.waitStand())) {
        if (known) {
          parked.enliven(who);
        }
        stacks.mark(all[who]);
      }
    }
  }

  private Seen glance(long g) throws IOException, MalformedException {
    if (System.nanoTime() > deadline) {
      throw bounds.tooLate();
    }
    return goroutine.glance(g);
  }

  private void markVariables(Marking marking) throws IOException, MalformedException {
    Module module = process.tables().module();
    marking.markFrom(module.data() & -8, module.dataEnd());
    marking.markFrom(module.bss() & -8, module.bssEnd());
  }

  private long[] all() throws IOException, MalformedException {
    int size = process.all().size();
    bounds.checkGoroutines(size);
    long[] all = new long[size];
    long[] piece = new long[AllGoroutines.PIECE];
    for (int from = 0; from < size; ) {
      int count = process.all().read(from, size - from, piece);
      System.arraycopy(piece, 0, all, from, count);
      from += count;
    }
    return all;
  }
}
