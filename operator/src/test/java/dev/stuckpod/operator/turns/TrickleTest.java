package dev.stuckpod.operator.turns;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TrickleTest {

  private final Set<String> served = ConcurrentHashMap.newKeySet();

  @Test
  void sidecarsThatNeverAnswerKeepNoOtherNamespacesWaiting() {
    var never = new CountDownLatch(1);
    try (var trickle = new Trickle(Duration.ofMillis(1), 8)) {
      for (int i = 0; i < 500; i++) {
        trickle.run("hostile", () -> awaitUninterruptibly(never));
      }
      for (int i = 0; i < 20; i++) {
        String name = "pod-" + i;
        trickle.run("shop", () -> served.add(name));
      }

      await().until(() -> served.size() == 20);
    } finally {
      never.countDown();
    }
  }

  @Test
  void goesOnWhenATaskFails() {
    try (var trickle = new Trickle(Duration.ofMillis(1), 8)) {
      for (int i = 0; i < 20; i++) {
        trickle.run(
            "shop",
            () -> {
              throw new IllegalStateException("a mistake");
            });
      }
      trickle.run("shop", () -> served.add("pod"));

      await().until(() -> served.contains("pod"));
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
