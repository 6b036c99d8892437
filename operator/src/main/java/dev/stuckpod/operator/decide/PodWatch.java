package dev.stuckpod.operator.decide;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a pod between two evaluations. Lost with the process: then a hold begins
 * anew, which delays and never hastens.
 *
 * <p>A moment without readings interrupts nothing, if it is shorter than the window: the next
 * decision is about the whole window before it, and so about that moment, too. A sample that is a
 * little late would else begin a hold anew each time.
 *
 * @param containerID that it is about: another one begins with nothing
 * @param stuckSince since when every decision was Stuck
 * @param progressingSince since when every decision was Progressing
 * @param decidedAt when the last of these was made
 */
public record PodWatch(
    @Nullable String containerID,
    @Nullable Instant stuckSince,
    @Nullable Instant progressingSince,
    @Nullable Instant decidedAt) {

  /** Before the first decision. */
  public static final PodWatch NEW = new PodWatch(null, null, null, null);

  /** Takes note of a decision about a container and the window before now. */
  public PodWatch next(
      Decision decision, @Nullable String container, Duration window, Instant now) {
    PodWatch same = container != null && container.equals(containerID) ? this : NEW;
    return switch (decision) {
      case Decision.Stuck _ ->
          new PodWatch(container, same.stuckSince == null ? now : same.stuckSince, null, now);
      case Decision.Progressing _ ->
          new PodWatch(
              container, null, same.progressingSince == null ? now : same.progressingSince, now);
      case Decision.Unknown unknown ->
          passes(unknown) && same.decidedAt != null && now.isBefore(same.decidedAt.plus(window))
              ? same
              : new PodWatch(container, null, null, null);
    };
  }

  /** Whether it is for want of readings alone that nothing can be said. */
  private static boolean passes(Decision.Unknown unknown) {
    return switch (unknown.reason()) {
      case WindowNotCovered, SourceFailed, GlanceLate -> true;
      default -> false;
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
