package dev.stuckpod.sidecar.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final Attempts attempts = new Attempts(this::take, _ -> Duration.ofMinutes(1));

  private AttemptResult take(AttemptRequest request) {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    LockSupport.parkNanos(100_000); // others come in here if they can
    String number = Integer.toString(made.incrementAndGet());
    atOnce.decrementAndGet();
    return new AttemptResult(
        request.attemptId(),
        State.Done,
        request.method(),
        Reason.SignalSent,
        number,
        "s",
        "f",
        null);
  }

  @Test
  void oneIdIsMadeOnceHoweverManyAskAtOnce() throws Exception {
    assertThat(new HashSet<>(ask(100, 1))).hasSize(1);
    assertThat(made).hasValue(1);
  }

  @Test
  void attemptsAreMadeOneAfterTheOther() throws Exception {
    assertThat(new HashSet<>(ask(100, 100))).hasSize(100);
    assertThat(mostAtOnce).hasValue(1);
  }

  @Test
  void whoAsksLaterGetsTheFirstResultAndWhoAsksForAnotherNothing() {
    AttemptResult first = attempts.make(request("a"));

    assertThat(attempts.find("a")).contains(first);
    assertThat(attempts.find("b")).isEmpty();
  }

  @Test
  void anErrorLeavesNobodyWaitingAndTheNextIsMade() {
    var broken =
        new Attempts(
            request -> {
              if (request.attemptId().equals("a")) {
                throw new AssertionError("no memory");
              }
              return take(request);
            },
            _ -> Duration.ofMinutes(1));

    assertThatThrownBy(() -> broken.make(request("a"))).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> broken.make(request("a"))).isInstanceOf(CompletionException.class);
    assertThat(broken.make(request("b")).state()).isEqualTo(State.Done);
  }

  @Test
  void oneThatHangsIsAnsweredInTimeAndOthersAreMade() {
    var released = new CountDownLatch(1);
    var some =
        new Attempts(
            request -> {
              while (request.containerID().equals("hostile") && released.getCount() > 0) {
                try {
                  released.await();
                } catch (InterruptedException notHeeded) {
                  // as a read of what does not answer
                }
              }
              return take(request);
            },
            _ -> Duration.ofMillis(100));
    try {
      assertThat(some.make(request("a", "hostile")))
          .returns(State.Failed, AttemptResult::state)
          .returns(Reason.TimedOut, AttemptResult::reason);
      assertThat(some.make(request("b", "hostile")).reason()).isEqualTo(Reason.TimedOut);
      assertThat(some.find("a")).map(AttemptResult::reason).contains(Reason.TimedOut);
      assertThat(some.make(request("c", "other")).state()).isEqualTo(State.Done);
    } finally {
      released.countDown();
    }
  }

  private List<AttemptResult> ask(int times, int ids) throws Exception {
    var results = new ArrayList<AttemptResult>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<AttemptResult>>();
      for (int i = 0; i < times; i++) {
        String id = "a-" + i % ids;
        futures.add(threads.submit(() -> attempts.make(request(id))));
      }
      for (Future<AttemptResult> future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }

  private static AttemptRequest request(String id) {
    return request(id, "0123456789abcdef");
  }

  private static AttemptRequest request(String id, String container) {
    return new AttemptRequest(id, CaptureMethod.SigQuit, container, 1, 1, "t", true);
  }
}
