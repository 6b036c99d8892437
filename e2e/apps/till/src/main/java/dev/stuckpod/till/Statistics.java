package dev.stuckpod.till;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Refreshes gauges every second, with the same locks as everybody: they freeze with the rest. */
final class Statistics {

  private final Drawer drawer;
  private final Journal journal;
  private final AtomicLong cents;
  private final AtomicLong entries;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("statistics").daemon().factory());

  Statistics(Drawer drawer, Journal journal, MeterRegistry meters) {
    this.drawer = drawer;
    this.journal = journal;
    this.cents = meters.gauge("till.drawer.cents", new AtomicLong());
    this.entries = meters.gauge("till.journal.entries", new AtomicLong());
  }

  void start() {
    var _ = clock.scheduleAtFixedRate(this::refresh, 0, 1, TimeUnit.SECONDS);
  }

  private void refresh() {
    cents.set(drawer.cents());
    entries.set(journal.entries());
  }
}
