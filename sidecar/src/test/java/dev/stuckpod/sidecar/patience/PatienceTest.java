package dev.stuckpod.sidecar.patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(50);

  private final Patience patience = new Patience(2, 2);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  @Test
  void whatIsInTimeIsGiven() throws Exception {
    assertThat(patience.spend("app", "a", LONG, () -> 42)).isEqualTo(42);
  }

  @Test
  void whatGoesWrongIsThrown() {
    assertThatThrownBy(() -> patience.spend("app", "a", LONG, () -> fail(new IOException("x"))))
        .isInstanceOf(IOException.class)
        .hasMessage("x");
    assertThatThrownBy(() -> patience.spend("app", "a", LONG, () -> fail(new OutOfMemoryError())))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void whatIsLateIsInterrupted() {
    var interrupted = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                patience.spend(
                    "app",
                    "a",
                    SHORT,
                    () -> {
                      try {
                        return released.await(50, java.util.concurrent.TimeUnit.SECONDS);
                      } finally {
                        interrupted.set(true);
                      }
                    }))
        .isInstanceOfSatisfying(TooLateException.class, late -> assertThat(late.begun()).isTrue());

    Awaitility.await().untilTrue(interrupted);
  }

  @Test
  void howeverManyHangOthersAreServed() throws Exception {
    for (int i = 0; i < 100; i++) {
      hang("app" + i, "a" + i);
    }

    assertThat(patience.spend("other", "b", LONG, () -> 42)).isEqualTo(42);
  }

  @Test
  void behindOneThatHangsNothingOfTheSameIsBegunUntilItEnds() throws Exception {
    hang("app", "a");

    assertThatThrownBy(() -> patience.spend("app", "a", LONG, () -> 42))
        .isInstanceOfSatisfying(
            TooLateException.class, late -> assertThat(late.hopeless()).isTrue());
    assertThat(patience.spend("app", "b", LONG, () -> 42)).isEqualTo(42);

    released.countDown();
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> patience.spend("app", "a", LONG, () -> 42) == 42);
  }

  @Test
  void whoseThingsHangInNumbersGetsNoMoreThreads() throws Exception {
    hang("app", "a");
    hang("app", "b");

    assertThatThrownBy(() -> patience.spend("app", "c", LONG, () -> 42))
        .isInstanceOf(TooLateException.class);
    assertThat(patience.spend("other", "c", LONG, () -> 42)).isEqualTo(42);
  }

  @Test
  void whoWaitsForAPlaceInVainIsToldThatNothingWasBegun() throws Exception {
    var begun = new CountDownLatch(2);
    for (String thing : new String[] {"a", "b"}) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  patience.spend(
                      "app",
                      thing,
                      LONG,
                      () -> {
                        begun.countDown();
                        released.await();
                        return 0;
                      });
                } catch (Exception unexpected) {
                  throw new IllegalStateException(unexpected);
                }
              });
    }
    begun.await();

    assertThatThrownBy(() -> patience.spend("other", "c", SHORT, () -> 42))
        .isInstanceOfSatisfying(
            TooLateException.class,
            late -> {
              assertThat(late.begun()).isFalse();
              assertThat(late.hopeless()).isFalse();
            });
  }

  /** As a read of a dead file system does, it does not heed interruption. */
  private void hang(String owner, String thing) {
    assertThatThrownBy(
            () ->
                patience.spend(
                    owner,
                    thing,
                    SHORT,
                    () -> {
                      while (released.getCount() > 0) {
                        try {
                          released.await();
                        } catch (InterruptedException ignored) {
                          // once more
                        }
                      }
                      return 0;
                    }))
        .isInstanceOf(TooLateException.class);
  }

  private static int fail(Throwable why) throws Exception {
    switch (why) {
      case Exception e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(why);
    }
  }
}
