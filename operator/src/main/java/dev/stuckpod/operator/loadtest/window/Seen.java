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
 * @param pause a moment without an answer that is no break
 */
public record Seen(
    @Nullable String containerID,
    @Nullable Instant since,
    @Nullable Instant until,
    Duration pause) {

  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int MISSED = 3;

  /** Before the first; for senses that answer every ten seconds or more often. */
  public static final Seen NEVER = new Seen(null, null, null, PAUSE);

  /** Before the first, for senses that are asked so often. */
  public static Seen every(Duration interval) {
    Duration missed = interval.multipliedBy(MISSED);
    return new Seen(null, null, null, missed.compareTo(PAUSE) > 0 ? missed : PAUSE);
  }

  /** Takes note of what all senses think of the container now. */
  public Seen next(@Nullable String container, Collection<Thought> thoughts, Instant now) {
    boolean seen = sees(thoughts);
    Seen same =
        container != null && container.equals(containerID)
            ? this
            : new Seen(null, null, null, pause);
    if (!seen) {
      return new Seen(container, same.since, same.until, pause);
    }
    boolean goesOn = same.until != null && !now.isAfter(same.until.plus(pause));
    return new Seen(container, goesOn ? same.since : now, now, pause);
  }

  /** For how long, up to about then; nothing where it was not seen of late. */
  Duration lasting(Instant end) {
    return since == null || until == null || until.plus(pause).isBefore(end)
        ? Duration.ZERO
        : Duration.between(since, until);
  }

  /** Whether one of them could have noticed something. */
  public static boolean sees(Collection<Thought> thoughts) {
    return thoughts.stream().anyMatch(Seen::sees);
  }

  private static boolean sees(Thought thought) {
    return switch (thought) {
      case Thought.Suspect _ -> true;
      case Thought.Clear clear -> clear.why().sees();
    };
  }
}
