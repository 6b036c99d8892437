package dev.stuckpod.operator.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of an incident under way: failures in a row, and the attempt whose
 * files and log are open.
 */
final class Memory {

  volatile Instant carriedAt = Instant.EPOCH;
  int tries;
  @Nullable String attemptId;
}
