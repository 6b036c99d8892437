package dev.stuckpod.sidecar.attempt;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.patience.Patience;
import dev.stuckpod.sidecar.patience.TooLateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Remembers attempts by their id: each is made once, and whoever asks again gets the first result.
 * At one container they are made one after the other: two at once at one JVM would print a dump
 * into its log. One that the app holds up is given up and answered, and keeps none from being made
 * at another container.
 */
public final class Attempts {

  private static final int REMEMBERED = 1024;

  /** Attempts keep buffers, and the heap is small. */
  private static final int AT_ONCE = 4;

  private final Function<AttemptRequest, AttemptResult> taker;
  private final Function<CaptureMethod, Duration> within;
  private final Patience patience = new Patience(AT_ONCE, 1);
  private final Map<String, CompletableFuture<AttemptResult>> byId =
      Recent.put(REMEMBERED, Future::isDone);

  /** Makes attempts, each within the time that its method is given. */
  public Attempts(DumpTaker taker) {
    this(taker::take, taker::within);
  }

  /**
   * Makes attempts by a function that does not throw.
   *
   * @param within how long one by a method may take in all
   */
  public Attempts(
      Function<AttemptRequest, AttemptResult> taker, Function<CaptureMethod, Duration> within) {
    this.taker = taker;
    this.within = within;
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
    try {
      mine.complete(take(request));
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    }
    return mine.join();
  }

  private AttemptResult take(AttemptRequest request) {
    Instant startedAt = Instant.now();
    String container = request.containerID();
    try {
      return patience.spend(
          container,
          "attempt at " + container,
          within.apply(request.method()),
          () -> taker.apply(request));
    } catch (TooLateException late) {
      return late.begun() || late.hopeless()
          ? ended(
              request,
              State.Failed,
              Reason.TimedOut,
              "The app holds the attempt up (" + late.getMessage() + ")",
              startedAt)
          : ended(
              request,
              State.Refused,
              Reason.Expired,
              "Other attempts took too long: ask again",
              startedAt);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return ended(request, State.Failed, Reason.Failed, "The sidecar is ending", startedAt);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception impossible) {
      throw new IllegalStateException("attempts throw nothing else", impossible);
    }
  }

  private static AttemptResult ended(
      AttemptRequest request, State state, Reason reason, String message, Instant startedAt) {
    return new AttemptResult(
        request.attemptId(),
        state,
        request.method(),
        reason,
        message,
        startedAt.toString(),
        Instant.now().toString(),
        null);
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
