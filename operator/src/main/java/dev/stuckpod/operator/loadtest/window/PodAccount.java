package dev.stuckpod.operator.loadtest.window;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a pod when its window ends, or of one that has left before.
 *
 * @param pod name of the pod
 * @param joinedAt since when it was of the window
 * @param leftAt when it was gone or began to be deleted; null where it stays
 * @param stuck whether a dump has proven it, of any of its containers in this window
 * @param suspected whether a suspicion stands, or stood when it left
 * @param cleared whether somebody has looked for that and can say that it is not stuck
 * @param wasSuspected whether one stood earlier that was not proven
 * @param restarts of its container during the window
 * @param seen for how long it was seen by a sense that could have noticed something
 * @param blind why it could not be seen or looked at, in a few words, such as "no sidecar and no
 *     metrics"
 */
public record PodAccount(
    String pod,
    Instant joinedAt,
    @Nullable Instant leftAt,
    boolean stuck,
    boolean suspected,
    boolean cleared,
    boolean wasSuspected,
    int restarts,
    Seen seen,
    String blind) {

  /** Who was seen for less was not seen: nothing is noticed faster. */
  static final Duration LEAST = Duration.ofSeconds(12);

  /** Who was there for less could hardly have been seen. */
  static final Duration BRIEF = Duration.ofSeconds(30);

  /** What became of it, at the end of its window. */
  public PodResult result(Instant windowEnd) {
    Instant end = leftAt == null ? windowEnd : leftAt;
    if (stuck) {
      return PodResult.Stuck;
    }
    if (suspected && !cleared) {
      return PodResult.Unknown;
    }
    if (seen.lasting(end).compareTo(LEAST) < 0) {
      Duration brief = BRIEF.compareTo(seen.pause()) < 0 ? seen.pause() : BRIEF;
      return Duration.between(joinedAt, end).compareTo(brief) < 0
          ? PodResult.Brief
          : PodResult.Unknown;
    }
    if (restarts > 0) {
      return PodResult.Restarted;
    }
    return wasSuspected && !suspected ? PodResult.Recovered : PodResult.Ok;
  }
}
