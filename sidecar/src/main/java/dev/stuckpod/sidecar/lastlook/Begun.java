package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.text.Cut;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A dump that is on its way, perhaps while it is still looked at whether the app stands. It is kept
 * or dropped, one of the two.
 *
 * @param result is there when the attempt has ended
 */
record Begun(App app, AttemptRequest request, CompletableFuture<AttemptResult> result) {

  /** More need not be counted. */
  private static final int MOST_WAITING = 100_000;

  /** Begins beside whatever else goes on. */
  static Begun of(Attempts attempts, App app) {
    AttemptRequest request = app.attempt();
    var result = new CompletableFuture<AttemptResult>();
    // not a virtual one: it reads files, and the kernel may take its time
    Thread.ofPlatform()
        .daemon()
        .name("last dump")
        .start(
            () -> {
              try {
                result.complete(attempts.make(request));
              } catch (RuntimeException | Error failed) {
                result.completeExceptionally(failed);
              }
            });
    return new Begun(app, request, result);
  }

  /** It is removed as soon as it has ended, and nobody waits for that. */
  void drop(Spool spool) {
    var _ = result.whenComplete((_, _) -> spool.remove(request.attemptId()));
  }

  /**
   * Waits for it, and says what it shows. One that shows no lock that is waited for is removed.
   *
   * @param seen what was seen of the app meanwhile
   */
  Optional<KeptDump> keep(Spool spool, Standstill seen) {
    AttemptResult ended = result.join();
    if (ended.state() != AttemptResult.State.Done || ended.dump() == null) {
      return Optional.empty();
    }
    int waiting = app.method() == CaptureMethod.ProcMem ? seen.waiting() : waiting(spool);
    if (waiting == 0) {
      spool.remove(request.attemptId());
      return Optional.empty();
    }
    return Optional.of(
        new KeptDump(
            request.attemptId(),
            app.method(),
            app.container(),
            app.process().pid(),
            app.process().startTime(),
            ended.startedAt(),
            waiting,
            Cut.bare(sentence(app.method(), waiting), KeptDump.LONGEST_MESSAGE)));
  }

  private int waiting(Spool spool) {
    try {
      return spool.read(request.attemptId(), in -> ThreadLocks.count(in, MOST_WAITING));
    } catch (IOException gone) {
      return 0;
    }
  }

  private static String sentence(CaptureMethod method, int waiting) {
    Map<CaptureMethod, String> whose =
        Map.of(CaptureMethod.ProcMem, "goroutine", CaptureMethod.Jcmd, "thread");
    boolean one = waiting == 1;
    return Stream.of(
            Integer.toString(waiting),
            whose.get(method) + (one ? "" : "s"),
            one ? "waits" : "wait",
            "for locks, and while the sidecar looked",
            method == CaptureMethod.ProcMem ? "none of them has run" : "hardly any thread has run")
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }
}
