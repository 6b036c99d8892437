package dev.stuckpod.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;

/** What the operator's process says of itself. */
final class ProcessMeters {

  private ProcessMeters() {}

  static void bind(MeterRegistry meters, Leadership leadership) {
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    meters.gauge("stuckpod_leading", leadership, l -> l.isLeading() ? 1 : 0);
  }
}
