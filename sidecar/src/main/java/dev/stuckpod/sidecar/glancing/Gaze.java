package dev.stuckpod.sidecar.glancing;

import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import java.io.IOException;

/** One process that is glanced at again and again, and what is remembered of it. */
interface Gaze extends AutoCloseable {

  /**
   * Looks.
   *
   * @param now in CLOCK_MONOTONIC nanoseconds
   * @throws UnreadableException where the process has ended, or is not what it was
   * @throws IOException likewise
   */
  Glance look(GlanceRequest request, long now) throws UnreadableException, IOException;

  @Override
  void close() throws IOException;
}
