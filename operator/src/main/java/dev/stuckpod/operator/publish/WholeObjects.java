package dev.stuckpod.operator.publish;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whole objects of ours, as the API server sends them: an analysis is up to more than a megabyte
 * long, and takes several times that while it is parsed. So few come in at once, however many are
 * worked on.
 */
public final class WholeObjects {

  private static final int AT_ONCE = 4;

  private static final Semaphore PLACES = new Semaphore(AT_ONCE, true);

  private WholeObjects() {}

  /** Has one sent, when it is its turn. */
  public static <T> @Nullable T receive(Supplier<@Nullable T> request) {
    PLACES.acquireUninterruptibly();
    try {
      return request.get();
    } finally {
      PLACES.release();
    }
  }
}
