package dev.stuckpod.cli.mcp.tool;

import dev.stuckpod.cli.ground.CommandException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call works at a time, and none for long: an assistant asks for much at once. */
final class Turn {
  private static final long PATIENCE_SECONDS = 60;

  private final Semaphore free = new Semaphore(1);

  /**
   * Works when it is its turn.
   *
   * @throws CommandException if it takes too long, or the machine has not enough memory for it
   * @throws Exception as the work does
   */
  <T> T take(Callable<T> work) throws Exception {
    if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new CommandException("A call before this one is not done yet: ask again later");
    }
    var task =
        new FutureTask<>(
            () -> {
              try {
                return work.call();
              } finally {
                free.release();
              }
            });
    Thread.ofPlatform().daemon().name("call").start(task);
    try {
      return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      task.cancel(true);
      throw new CommandException(
          "This takes more than %d s: ask for less".formatted(PATIENCE_SECONDS), late);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case OutOfMemoryError _ ->
            throw new CommandException("There is not enough memory for this dump", failed);
        case StackOverflowError _ ->
            throw new CommandException("A pattern or a stack is too deep for this", failed);
        case Exception told -> throw told;
        case null, default -> throw failed;
      }
    }
  }
}
