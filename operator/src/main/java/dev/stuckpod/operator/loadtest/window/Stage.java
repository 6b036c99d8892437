package dev.stuckpod.operator.loadtest.window;

import dev.stuckpod.operator.loadtest.suspicion.Load;
import java.time.Instant;

/** Where a window is in its life. */
public sealed interface Stage {

  /** It waits for its load, or that goes on. */
  record Open(Load load) implements Stage {}

  /**
   * The load has ended, and what it has left behind may go.
   *
   * @param until when that is over
   */
  record Settling(Instant loadEndedAt, Instant until) implements Stage {}

  /** It is over. */
  record Completed(Instant endedAt, Ending ending) implements Stage {}
}
