package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.spool.SpoolException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a disk that takes nothing, for a while: meanwhile a log waits at its other end. */
final class DiskPatience {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Something that the disk may refuse for a while. */
  interface Writing {
    void write() throws SpoolException;
  }

  /**
   * Writes, as often as it takes.
   *
   * @throws SpoolException if the disk has no place for it, or has taken nothing for too long, or
   *     if nobody waits any more
   * @throws InterruptedIOException if the thread is interrupted while it waits
   */
  void write(Writing writing) throws IOException {
    long since = System.nanoTime();
    while (true) {
      try {
        writing.write();
        return;
      } catch (SpoolException e) {
        boolean tooLong = System.nanoTime() - since > LIMIT.toNanos();
        if (e.isFull() || tooLong || stopsWithin(PAUSE)) {
          throw e;
        }
      }
    }
  }

  /** Waits no more. */
  void stop() {
    stopping.countDown();
  }

  private boolean stopsWithin(Duration pause) throws IOException {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
