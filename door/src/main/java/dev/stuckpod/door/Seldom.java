package dev.stuckpod.door;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A log that takes one line in ten seconds: strangers must not be able to fill it. */
final class Seldom implements Consumer<String> {

  private static final long PAUSE = 10_000_000_000L;

  private final Consumer<String> log;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  Seldom(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public void accept(String line) {
    long due = next.get();
    long now = System.nanoTime();
    if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
      log.accept(line);
    }
  }
}
