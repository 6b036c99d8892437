package dev.stuckpod.operator.notify;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.notify.address.Address;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what becomes of notifications: metrics, the log, and an Event where one is given up. */
public final class NotifyReporter {

  private static final Logger LOG = LoggerFactory.getLogger(NotifyReporter.class);

  private enum Outcome {
    Sent,
    Delayed,
    Failed
  }

  private final EventRecorder events;
  private final MeterRegistry meters;

  /** Writes Events and counts in meters. */
  public NotifyReporter(EventRecorder events, MeterRegistry meters) {
    this.events = events;
    this.meters = meters;
  }

  /** Counts from nought on: an increase from nothing at all is not seen. */
  void begin(List<Address> addresses) {
    for (Address address : addresses) {
      for (Outcome outcome : Outcome.values()) {
        count(address.name(), outcome, 0);
      }
    }
  }

  void sent(String address, DumpAnalysis analysis) {
    count(address, Outcome.Sent, 1);
    LOG.info("{}: {} was told", name(analysis), address);
  }

  void delayed(String address, DumpAnalysis analysis, String why) {
    count(address, Outcome.Delayed, 1);
    LOG.warn("{}: {} is told later: {}", name(analysis), address, why);
  }

  void failed(String address, DumpAnalysis analysis, String why) {
    count(address, Outcome.Failed, 1);
    LOG.warn("{}: {} is not told: {}", name(analysis), address, why);
    events.record(analysis, Reason.NotificationFailed, "%s: %s".formatted(address, why));
  }

  /** An API server with CRDs of before drops the field by which it is known who is to be told. */
  void pruned(String address, DumpAnalysis analysis) {
    failed(
        address,
        analysis,
        "the API server has not kept who is to be told; apply the CRDs of this version");
  }

  /** Keeps count of those that wait. */
  void watch(String address, Lane lane) {
    meters.gauge(
        "stuckpod_notifications_waiting",
        List.of(Tag.of("notification", address)),
        lane,
        Lane::size);
  }

  private void count(String address, Outcome outcome, int more) {
    meters
        .counter("stuckpod_notifications", "notification", address, "outcome", outcome.name())
        .increment(more);
  }

  private static String name(DumpAnalysis analysis) {
    return "%s/%s"
        .formatted(analysis.getMetadata().getNamespace(), analysis.getMetadata().getName());
  }
}
