package dev.stuckpod.operator;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The page of all metrics, made once a second at most, however many ask: with a fleet it is long.
 */
final class MetricsPage {

  private static final long FRESH = 1_000_000_000L;

  private final Supplier<String> scrape;
  private byte[] page = new byte[0];
  private long made;

  MetricsPage(Supplier<String> scrape) {
    this.scrape = scrape;
  }

  /** The page's bytes, which nobody may change. */
  synchronized byte[] get() {
    long now = System.nanoTime();
    if (page.length == 0 || now - made > FRESH) {
      page = scrape.get().getBytes(StandardCharsets.UTF_8);
      made = now;
    }
    return page;
  }
}
