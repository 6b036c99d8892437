package dev.stuckpod.operator.alerts;

import dev.stuckpod.operator.alerts.Refused.Why;
import io.micrometer.core.instrument.MeterRegistry;

/** The receiver's numbers on /metrics. */
record Counts(MeterRegistry meters) {

  void taken(Taken outcome) {
    meters.counter("stuckpod_alerts", "outcome", outcome.name()).increment();
  }

  void truncated(long alerts) {
    meters.counter("stuckpod_alerts_truncated").increment((double) alerts);
  }

  void refused(Why why) {
    meters.counter("stuckpod_alert_payloads_refused", "reason", why.name()).increment();
  }
}
