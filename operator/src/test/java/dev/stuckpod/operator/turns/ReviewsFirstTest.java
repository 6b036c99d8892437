package dev.stuckpod.operator.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReviewsFirstTest {

  /** Longer than any test. */
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void requestsWaitUntilTheLastReviewHasEnded() throws Exception {
    var first = new ReviewsFirst(LONG);
    var one = first.begin();
    var other = first.begin();
    Thread request = Thread.ofPlatform().start(() -> giveWay(first));
    Awaitility.await().until(request::getState, Thread.State.TIMED_WAITING::equals);

    one.close();
    assertThat(request.isAlive()).isTrue();
    other.close();

    request.join();
  }

  @Test
  void requestsDoNotWaitWhereNoReviewIsUnderWay() {
    var first = new ReviewsFirst(LONG);
    first.begin().close();

    giveWay(first);
  }

  /** A stranger's reviews may never end. */
  @Test
  void requestsGoOnAfterAMomentWhateverReviewsDo() {
    var first = new ReviewsFirst();
    for (int i = 0; i < 100; i++) {
      var _ = first.begin();
    }

    CompletableFuture.runAsync(() -> giveWay(first)).join();
  }

  private static void giveWay(ReviewsFirst first) {
    try {
      first.giveWay();
    } catch (InterruptedException ended) {
      throw new CompletionException(ended);
    }
  }
}
