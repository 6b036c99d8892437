package dev.stuckpod.sidecar.protocol;

/**
 * Asks for one dump of exactly one process.
 *
 * @param attemptId unique; the same id again gets the first result and does nothing
 * @param containerID without the runtime's prefix
 * @param startTime field 22 of /proc/pid/stat of the process that is meant
 * @param expiresAt RFC 3339; the sidecar refuses the request from then on
 * @param killsAllowed whether a method may be used that ends the process
 */
public record AttemptRequest(
    String attemptId,
    Method method,
    String containerID,
    int pid,
    long startTime,
    String expiresAt,
    boolean killsAllowed) {}
