package dev.stuckpod.operator.inject.facts;

import dev.stuckpod.door.bounded.Recent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read, by name, and for how long it is believed. Of so many names the last are known:
 * whoever asks may have made them up.
 */
public final class Believed<T> {

  /** For what changes seldom, and does no harm when it is noticed late. */
  public static final Duration SECONDS = Duration.ofSeconds(5);

  private static final int MANY = 500;

  private record Seen<T>(T what, Instant at) {}

  private final Map<String, Seen<T>> seen = Recent.used(MANY);
  private final Clock clock;
  private final Duration believed;

  /** Believes for {@link #SECONDS}. */
  public Believed(Clock clock) {
    this(clock, SECONDS);
  }

  /** Believes for so long. */
  public Believed(Clock clock, Duration believed) {
    this.clock = clock;
    this.believed = believed;
  }

  /** What is so, as far as is known for some seconds. */
  public Optional<T> now(String name) {
    return Optional.ofNullable(find(name))
        .filter(one -> !one.at().plus(believed).isBefore(clock.instant()))
        .map(Seen::what);
  }

  /** What is so; read anew where it is not known for some seconds. */
  public T now(String name, Supplier<T> read) {
    return now(name)
        .orElseGet(
            () -> {
              T what = read.get();
              remember(name, what);
              return what;
            });
  }

  /** What was last seen, however long ago. */
  public Optional<T> last(String name) {
    return Optional.ofNullable(find(name)).map(Seen::what);
  }

  /** Takes what was just read. */
  public synchronized void remember(String name, T what) {
    seen.put(name, new Seen<>(what, clock.instant()));
  }

  private synchronized @Nullable Seen<T> find(String name) {
    return seen.get(name);
  }
}
