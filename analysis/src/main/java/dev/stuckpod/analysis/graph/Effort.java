package dev.stuckpod.analysis.graph;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one dump may cost after it is read: steps, time, and parts that are kept. Whoever walks over
 * the graph asks here, so that no dump, however it is made, keeps the analysis busy for ever.
 */
public final class Effort {
  private static final ScopedValue<Effort> CURRENT = ScopedValue.newInstance();

  /** So many steps go by between two looks at the clock. */
  private static final long BETWEEN_LOOKS = 1_000;

  private static final int CHARACTERS_OF_A_PART = 200;

  private final Limit limit;
  private final LongSupplier nanos;
  private final long start;
  private long steps;
  private long nextLook;
  private long parts;
  private @Nullable String spent;

  /**
   * Starts now.
   *
   * @param nanos a clock that only goes on, as {@link System#nanoTime}
   */
  public Effort(Limit limit, LongSupplier nanos) {
    this.limit = limit;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /**
   * The bounds.
   *
   * @param steps looks at a routine, a frame, a lock; ten million take less than a second
   * @param time in which all of them must be done
   * @param parts holders and participants that are kept, some 400 bytes each
   */
  public record Limit(long steps, Duration time, long parts) {
    /** Far more than any dump of a process that was not made for it needs. */
    public static final Limit DEFAULT = new Limit(100_000_000, Duration.ofSeconds(60), 50_000);
  }

  /** The bounds are reached. Caught where rules are run; nobody else need know of it. */
  public static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpentException(String why) {
      super(why, null, false, false);
    }
  }

  /** Runs something that pays with this effort. */
  public <T> T run(Supplier<T> what) {
    return ScopedValue.where(CURRENT, this).call(what::get);
  }

  /** Pays for steps; where no effort runs they are free. */
  public static void step(long steps) {
    if (CURRENT.isBound()) {
      CURRENT.get().pay(steps);
    }
  }

  /** Pays for parts of a graph or a finding that are kept. */
  public static void keep(long parts) {
    if (CURRENT.isBound()) {
      CURRENT.get().kept(parts);
    }
  }

  /** Pays for a part with the text that is made for it: long names make it as heavy as several. */
  public static void keep(String text) {
    keep(1 + text.length() / CHARACTERS_OF_A_PART);
  }

  private void pay(long n) {
    fail();
    steps += n;
    if (steps > limit.steps()) {
      spend("more than %,d steps".formatted(limit.steps()));
    }
    if (steps >= nextLook) {
      nextLook = steps + BETWEEN_LOOKS;
      if (nanos.getAsLong() - start > limit.time().toNanos()) {
        spend("more than %d seconds".formatted(limit.time().toSeconds()));
      }
    }
  }

  private void kept(long n) {
    fail();
    parts += n;
    if (parts > limit.parts()) {
      spend("more than %,d parts kept in memory".formatted(limit.parts()));
    }
  }

  private void spend(String why) {
    spent = why;
    fail();
  }

  private void fail() {
    if (spent != null) {
      throw new SpentException(spent);
    }
  }
}
