package dev.stuckpod.operator.decide;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a pod between two evaluations. Lost with the process: then a hold begins
 * anew, which delays and never hastens.
 *
 * @param containerID that it is about: another one begins with nothing
 * @param stuckSince since when every decision was Stuck
 * @param progressingSince since when every decision was Progressing
 */
public record PodWatch(
    @Nullable String containerID,
    @Nullable Instant stuckSince,
    @Nullable Instant progressingSince) {

  /** Before the first decision. */
  public static final PodWatch NEW = new PodWatch(null, null, null);

  /** Takes note of a decision about a container. */
  public PodWatch next(Decision decision, @Nullable String container, Instant now) {
    PodWatch same = container != null && container.equals(containerID) ? this : NEW;
    return switch (decision) {
      case Decision.Stuck _ ->
          new PodWatch(container, same.stuckSince == null ? now : same.stuckSince, null);
      case Decision.Progressing _ ->
          new PodWatch(
              container, null, same.progressingSince == null ? now : same.progressingSince);
      case Decision.Unknown _ -> new PodWatch(container, null, null);
    };
  }

  /** Tells whether it has been stuck for long enough. */
  public boolean held(Duration hold, Instant now) {
    return stuckSince != null && !now.isBefore(stuckSince.plus(hold));
  }

  /** Tells whether it has made progress for a whole window: what comes is another episode. */
  public boolean recovered(Duration window, Instant now) {
    return progressingSince != null && !now.isBefore(progressingSince.plus(window));
  }
}
