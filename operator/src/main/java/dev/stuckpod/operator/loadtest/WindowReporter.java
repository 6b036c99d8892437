package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells about windows: Events on them, a number on /metrics, a line in the log. */
public final class WindowReporter {

  private static final Logger LOG = LoggerFactory.getLogger(WindowReporter.class);

  private final EventRecorder events;
  private final MeterRegistry meters;

  /** Writes Events and counts in meters. */
  public WindowReporter(EventRecorder events, MeterRegistry meters) {
    this.events = events;
    this.meters = meters;
  }

  /** Tells what has changed between two statuses of a window that were written. */
  void changed(LoadTestWindow window, LoadTestWindowStatus before, LoadTestWindowStatus after) {
    if (before.startedAt() == null) {
      tell(window, Reason.LoadTestOpened, "Its pods are watched from now on.");
    }
    LoadTestWindowStatus.Result result = after.result();
    if (result == null || Objects.equals(result, before.result())) {
      return;
    }
    tell(
        window,
        switch (result) {
          case Succeeded -> Reason.LoadTestSucceeded;
          case Stuck -> Reason.LoadTestStuck;
          case Unknown -> Reason.LoadTestUnknown;
        },
        Objects.requireNonNullElse(after.sentence(), result.text()));
  }

  private void tell(LoadTestWindow window, Reason reason, String note) {
    LOG.info(
        "{}/{}: {} {}",
        window.getMetadata().getNamespace(),
        window.getMetadata().getName(),
        reason,
        note);
    meters.counter("stuckpod_load_tests", "event", reason.name()).increment();
    events.record(window, reason, note);
  }
}
