package dev.stuckpod.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one dump of exactly one process.
 *
 * @param attemptId unique; the same id again gets the first result and does nothing
 * @param containerID without the runtime's prefix
 * @param startTime field 22 of /proc/pid/stat of the process that is meant
 * @param expiresAt RFC 3339; the sidecar refuses the request from then on
 * @param killsAllowed whether a method may be used that ends the process
 * @param series what the dump belongs to, such as an incident: who has not run is told since the
 *     dump before of the same series. Earlier operators do not say
 */
public record AttemptRequest(
    String attemptId,
    CaptureMethod method,
    String containerID,
    int pid,
    long startTime,
    String expiresAt,
    boolean killsAllowed,
    @Nullable String series) {

  /** So long before it expires a request was made. */
  public static final Duration LIFETIME = Duration.ofSeconds(5);

  /**
   * A request that expires then is refused whatever else it says, and so is one of the same id that
   * comes later, because the first answer to an id is its answer: so a request is withdrawn that
   * may still be on its way. If it had come before, the answer says what came of it.
   */
  public static final String WITHDRAWN = "1970-01-01T00:00:00Z";

  /** Asks for a dump that belongs to no series. */
  public AttemptRequest(
      String attemptId,
      CaptureMethod method,
      String containerID,
      int pid,
      long startTime,
      String expiresAt,
      boolean killsAllowed) {
    this(attemptId, method, containerID, pid, startTime, expiresAt, killsAllowed, null);
  }
}
