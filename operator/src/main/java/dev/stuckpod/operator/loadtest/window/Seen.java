package dev.stuckpod.operator.loadtest.window;

import dev.stuckpod.operator.loadtest.suspicion.Thought;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * For how long a container has been seen by a sense that could have noticed something.
 *
 * @param containerID whose; null before the first
 * @param since since when without a break
 * @param until when for the last time
 */
public record Seen(@Nullable String containerID, @Nullable Instant since, @Nullable Instant until) {

  /** Before the first. */
  public static final Seen NEVER = new Seen(null, null, null);

  /** A moment without an answer is no break. */
  static final Duration BREAK = Duration.ofSeconds(30);

  /** Takes note of what all senses think of the container now. */
  public Seen next(@Nullable String container, Collection<Thought> thoughts, Instant now) {
    boolean seen = thoughts.stream().anyMatch(Seen::sees);
    Seen same = container != null && container.equals(containerID) ? this : NEVER;
    if (!seen) {
      return new Seen(container, same.since, same.until);
    }
    boolean goesOn = same.until != null && !now.isAfter(same.until.plus(BREAK));
    return new Seen(container, goesOn ? same.since : now, now);
  }

  /** For how long, up to about then; nothing where it was not seen of late. */
  Duration lasting(Instant end) {
    return since == null || until == null || until.plus(BREAK).isBefore(end)
        ? Duration.ZERO
        : Duration.between(since, until);
  }

  private static boolean sees(Thought thought) {
    return switch (thought) {
      case Thought.Suspect _ -> true;
      case Thought.Clear clear -> clear.why().sees();
    };
  }
}
