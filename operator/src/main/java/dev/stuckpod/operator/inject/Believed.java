package dev.stuckpod.operator.inject;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was read of namespaces, and for how long it is believed. */
final class Believed<T> {

  private static final Duration BELIEVED = Duration.ofSeconds(5);

  /** Above, what is old is forgotten. */
  private static final int MANY = 500;

  private record Seen<T>(T what, Instant at) {}

  private final Map<String, Seen<T>> seen = new ConcurrentHashMap<>();
  private final Clock clock;

  Believed(Clock clock) {
    this.clock = clock;
  }

  /** What is so, as far as is known for some seconds. */
  Optional<T> now(String namespace) {
    return Optional.ofNullable(seen.get(namespace)).filter(one -> !old(one)).map(Seen::what);
  }

  /** What was last seen, however long ago. */
  Optional<T> last(String namespace) {
    return Optional.ofNullable(seen.get(namespace)).map(Seen::what);
  }

  void remember(String namespace, T what) {
    if (seen.size() >= MANY) {
      seen.values().removeIf(this::old);
    }
    seen.put(namespace, new Seen<>(what, clock.instant()));
  }

  private boolean old(Seen<T> one) {
    return one.at().plus(BELIEVED).isBefore(clock.instant());
  }
}
