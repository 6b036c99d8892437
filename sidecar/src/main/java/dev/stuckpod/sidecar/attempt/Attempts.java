package dev.stuckpod.sidecar.attempt;

import dev.stuckpod.sidecar.protocol.AttemptRequest;
import dev.stuckpod.sidecar.protocol.AttemptResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Remembers attempts by their id: each is made once, and whoever asks again gets the first result.
 * They are made one after the other: two at once at one JVM would print a dump into its log.
 */
public final class Attempts {

  private static final int REMEMBERED = 1024;

  private final Function<AttemptRequest, AttemptResult> taker;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);
  private final Map<String, CompletableFuture<AttemptResult>> byId =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<AttemptResult>> eldest) {
          return size() > REMEMBERED && eldest.getValue().isDone();
        }
      };

  /** Makes attempts by a function that does not throw. */
  public Attempts(Function<AttemptRequest, AttemptResult> taker) {
    this.taker = taker;
  }

  /** Makes an attempt, or waits for the one of the same id that was made before. */
  public AttemptResult make(AttemptRequest request) {
    var mine = new CompletableFuture<AttemptResult>();
    CompletableFuture<AttemptResult> first;
    synchronized (byId) {
      first = byId.putIfAbsent(request.attemptId(), mine);
    }
    if (first != null) {
      return first.join();
    }
    oneAtATime.lock();
    try {
      mine.complete(taker.apply(request));
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      oneAtATime.unlock();
    }
    return mine.join();
  }

  /** Tells how an attempt ended, waiting for its end; empty when there was none of that id. */
  public Optional<AttemptResult> find(String attemptId) {
    CompletableFuture<AttemptResult> known;
    synchronized (byId) {
      known = byId.get(attemptId);
    }
    return Optional.ofNullable(known).map(CompletableFuture::join);
  }
}
