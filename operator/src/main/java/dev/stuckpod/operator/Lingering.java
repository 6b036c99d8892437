package dev.stuckpod.operator;

import dev.stuckpod.operator.inject.Injection;
import java.time.Duration;
import java.util.Collection;

/** Answers admission requests until every node has learned that this replica is going. */
final class Lingering {

  private Lingering() {}

  static void of(Collection<AutoCloseable> services, Duration time) {
    for (AutoCloseable service : services) {
      if (service instanceof Injection injection) {
        injection.leave();
      }
    }
    try {
      Thread.sleep(time);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
