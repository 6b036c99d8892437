package dev.stuckpod.operator.loadtest.window;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the one who runs a window's load has said of late, and when it was new to us: his clock, or
 * what he says, is not trusted. It stands for no more than that somebody is there who may write at
 * the window.
 *
 * @param said the last value; null where there was none
 * @param newAt when it was seen to differ from the one before; null while it has not
 * @param asked whether it was looked for before: what is there the first time may be old
 */
public record Heartbeat(@Nullable String said, @Nullable Instant newAt, boolean asked) {

  /** Renewed every ten seconds, it may be missed twice. */
  static final Duration FRESH = Duration.ofSeconds(30);

  /** Before the first look. */
  public static final Heartbeat NONE = new Heartbeat(null, null, false);

  /** Takes note of what it says now; null where it says nothing. */
  public Heartbeat next(@Nullable String now, Instant at) {
    if (now == null) {
      return new Heartbeat(null, null, true);
    }
    return new Heartbeat(now, asked && !now.equals(said) ? at : newAt, true);
  }

  /** Whether it beats. */
  public boolean beats(Instant now) {
    return newAt != null && !now.isAfter(newAt.plus(FRESH));
  }

  /**
   * What the load of a window does: of one that is closed by hand the heartbeat tells, of any other
   * who was asked.
   *
   * @param child what was said of its TestRun or Job
   */
  public ChildState load(During during, ChildState child, Instant now) {
    return during instanceof During.ByHand && beats(now) ? ChildState.Running : child;
  }
}
