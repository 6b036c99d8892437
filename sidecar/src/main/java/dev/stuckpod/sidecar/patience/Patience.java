package dev.stuckpod.sidecar.patience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Does what an app may hold up for good, each thing on a thread of its own. Who asked waits until a
 * moment and no longer; what is not over then is interrupted and given up. Nobody else waits for
 * it: it takes none of the places any more. Only the same thing is not begun again until it ends.
 */
public final class Patience {

  private final int places;
  private final int mostHanging;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * Has done nothing yet.
   *
   * @param places so many things are done at once
   * @param mostHanging so many of one owner may hang before nothing more is begun of his
   */
  public Patience(int places, int mostHanging) {
    this.places = places;
    this.mostHanging = mostHanging;
  }

  /** One thing that is being done. */
  private static final class Turn {
    private final String owner;
    private final String thing;
    private boolean hanging;

    Turn(String owner, String thing) {
      this.owner = owner;
      this.thing = thing;
    }
  }

  /**
   * Does a thing.
   *
   * @param owner who may hold it up
   * @param thing what it is: the same is never done twice at once
   * @param within from now on, waiting for a place included
   * @throws TooLateException if it is not over then
   * @throws Exception whatever the thing throws
   */
  public <T> T spend(String owner, String thing, Duration within, Callable<T> work)
      throws Exception {
    long end = System.nanoTime() + within.toNanos();
    Turn turn = begin(owner, thing, end);
    FutureTask<T> task = new FutureTask<>(work);
    try {
      // not a virtual one: what hangs in the kernel would keep others from running
      Thread.ofPlatform().daemon().name(thing).start(() -> run(task, turn));
    } catch (OutOfMemoryError noThread) {
      end(turn);
      throw noThread;
    }
    try {
      return result(task, end - System.nanoTime());
    } catch (TimeoutException late) {
      hang(turn);
      if (task.cancel(true)) {
        throw TooLateException.after(within);
      }
      return result(task, 0); // in the last moment
    } catch (InterruptedException ending) {
      hang(turn);
      task.cancel(true);
      throw ending;
    }
  }

  private void run(FutureTask<?> task, Turn turn) {
    try {
      task.run();
    } finally {
      end(turn);
    }
  }

  private static <T> T result(FutureTask<T> task, long nanos) throws Exception {
    try {
      return task.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case Exception e -> throw e;
        case Error e -> throw e;
        case null, default -> throw failed;
      }
    }
  }

  private synchronized Turn begin(String owner, String thing, long end)
      throws TooLateException, InterruptedException {
    Turn turn = new Turn(owner, thing);
    while (count(t -> t.thing.equals(thing)) > 0 || count(t -> !t.hanging) >= places) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      refuseWhatIsHopeless(turn);
      if (left <= 0) {
        throw TooLateException.unbegun();
      }
      wait(left);
    }
    refuseWhatIsHopeless(turn);
    turns.add(turn);
    return turn;
  }

  private void refuseWhatIsHopeless(Turn turn) throws TooLateException {
    if (count(t -> t.hanging && t.thing.equals(turn.thing)) > 0
        || count(t -> t.hanging && t.owner.equals(turn.owner)) >= mostHanging) {
      throw TooLateException.behindOneThatHangs();
    }
  }

  private long count(Predicate<Turn> which) {
    return turns.stream().filter(which).count();
  }

  private synchronized void hang(Turn turn) {
    turn.hanging = true;
    notifyAll();
  }

  private synchronized void end(Turn turn) {
    turns.remove(turn);
    notifyAll();
  }
}
