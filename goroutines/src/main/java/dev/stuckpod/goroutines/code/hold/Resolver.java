package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Ahead;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.flow.Outlook;
import dev.stuckpod.goroutines.code.state.Facts;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what code does to a lock, to what it does to a lock of the process. */
final class Resolver {

  private final Flow flow;
  private final Outline outline;
  private final Sight sight;
  private final Ways ways;
  private final Closures closures;
  private final @Nullable List<Future>[] futures;

  /** What code ahead may do. */
  record Future(LockId lock, boolean acquires, int quality) {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  Resolver(Flow flow, Outline outline, Sight sight, Ways ways, Closures closures) {
    this.flow = flow;
    this.outline = outline;
    this.futures = new List[sight.size()];
    this.sight = sight;
    this.ways = ways;
    this.closures = closures;
  }

  /** Works out the locks of the process that are meant. */
  List<Change> changes(int frame, Lock lock, Range range, State state, Facts facts, boolean ahead)
      throws IOException, MalformedException {
    boolean isInterface = lock.kind() == Kind.INTERFACE;
    // an itab is never freed
    Known at = ways.numbers().of(frame, lock.at(), state, facts, isInterface, ahead);
    if (isInterface) {
      // a release counts even if only a dead place tells it
      boolean released = range.most() < 0;
      Known data = ways.numbers().of(frame, lock.second(), state, facts, released, ahead);
      if (at == null || data == null) {
        return List.of();
      }
      int quality = Math.max(at.quality(), data.quality());
      return closures.locker(at.value(), data.value(), range).stream()
          .map(c -> new Change(c.kind(), c.address(), quality, c.range()))
          .toList();
    }
    if (lock.kind() == Kind.CLOSURE) {
      // never through a dead place: the closure may have been freed, its memory used anew
      if (at == null || at.quality() >= Known.DEAD) {
        return List.of();
      }
      Known argument = ways.numbers().of(frame, lock.second(), state, facts, false, ahead);
      Long first = argument == null ? null : argument.value();
      int quality = at.atBest(Known.CAPTURED).quality();
      return closures.closure(at.value(), first).changes().stream()
          .filter(c -> c.address() != null)
          .map(c -> new Change(c.kind(), c.address(), quality, times(c.range(), range)))
          .toList();
    }
    return List.of(
        at == null
            ? new Change(lock.kind(), null, Known.LIVE, range)
            : new Change(lock.kind(), at.value(), at.quality(), range));
  }

  private static Range times(Range one, Range calls) {
    int least = Math.min(one.least() * calls.least(), one.least() * calls.most());
    int most = Math.max(one.most() * calls.least(), one.most() * calls.most());
    return new Range(
        Math.min(least, one.most() * calls.least()), Math.max(most, one.least() * calls.least()));
  }

  /** Tells what code of a frame, from where it stands on, may acquire or release. */
  List<Future> futures(int frame) throws IOException, MalformedException {
    List<Future> known = futures[frame];
    if (known == null) {
      known = outline.hasAhead(frame) ? find(frame) : List.of();
      futures[frame] = known;
    }
    return known;
  }

  private List<Future> find(int frame) throws IOException, MalformedException {
    List<Future> found = new ArrayList<>();
    for (Ways.Way way : ways.of(frame)) {
      Outlook outlook = flow.ahead(sight.function(frame), sight.pc(frame), way.number());
      for (Ahead ahead : outlook.ahead()) {
        int sign = ahead.acquires() ? 1 : -1;
        Range range = new Range(sign, sign);
        for (Change c : changes(frame, ahead.lock(), range, way.state(), outlook.facts(), true)) {
          if (c.address() != null && (c.range().least() < 0 || c.range().most() > 0)) {
            LockId id = new LockId(c.kind(), c.address());
            if (c.range().least() < 0) {
              found.add(new Future(id, false, c.quality()));
            }
            if (c.range().most() > 0) {
              found.add(new Future(id, true, c.quality()));
            }
          }
        }
      }
    }
    return found;
  }

  /**
   * Gives the best quality with which a frame is known to release a lock; NEVER where it does not.
   */
  int releases(int frame, LockId lock) throws IOException, MalformedException {
    return best(frame, lock, false);
  }

  /** Whether a frame may acquire a lock. */
  boolean mayAcquire(int frame, LockId lock) throws IOException, MalformedException {
    return best(frame, lock, true) < Known.NEVER;
  }

  private int best(int frame, LockId lock, boolean acquires)
      throws IOException, MalformedException {
    int best = Known.NEVER;
    for (Future future : futures(frame)) {
      if (future.acquires() == acquires && future.lock().equals(lock)) {
        best = Math.min(best, future.quality());
      }
    }
    return best;
  }
}
