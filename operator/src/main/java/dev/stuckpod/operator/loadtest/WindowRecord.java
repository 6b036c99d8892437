package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.reasons.CompletedReason;
import dev.stuckpod.crds.reasons.OpenReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.LoadState;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.loadtest.window.Ending;
import dev.stuckpod.operator.loadtest.window.Recorded;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A window's life as its status tells it: another process goes on from there. */
final class WindowRecord {

  static final String OPEN = "Open";
  static final String COMPLETED = "Completed";

  private WindowRecord() {}

  /** Reads it; of a window that nobody has begun to watch, it begins now. */
  static Recorded of(LoadTestWindowStatus status, Instant now) {
    Instant started = time(status.startedAt());
    if (started == null) {
      return Recorded.begun(now);
    }
    Instant loadEnded = time(status.loadEndedAt());
    return new Recorded(
        started,
        status.load() != null && status.load() != LoadState.Waiting,
        loadEnded,
        loadEnded == null ? null : ending(status),
        time(status.endedAt()));
  }

  /** Of a window that is over it is only told whether its deadline has ended it. */
  private static Ending ending(LoadTestWindowStatus status) {
    if (CompletedReason.DeadlinePassed.name().equals(reason(status, COMPLETED))) {
      return Ending.DeadlinePassed;
    }
    String open = reason(status, OPEN);
    return Arrays.stream(Ending.values())
        .filter(one -> one != Ending.DeadlinePassed && open(one).name().equals(open))
        .findFirst()
        .orElse(Ending.LoadEnded);
  }

  private static String reason(LoadTestWindowStatus status, String condition) {
    return Conditions.find(status.conditions(), condition).map(Condition::getReason).orElse("");
  }

  /** How the condition Open says why the load is over. */
  static OpenReason open(Ending ending) {
    return switch (ending) {
      case LoadEnded -> OpenReason.LoadEnded;
      case Closed -> OpenReason.LoadClosed;
      case LoadFailed -> OpenReason.LoadFailed;
      case LoadNeverRan -> OpenReason.LoadNeverRan;
      case LoadGone -> OpenReason.LoadGone;
      case DeadlinePassed -> OpenReason.Closed;
    };
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
