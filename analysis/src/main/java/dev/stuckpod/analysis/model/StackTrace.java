package dev.stuckpod.analysis.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a routine, innermost first.
 *
 * @param frames the calls
 * @param createdBy who started the routine, when printed
 */
public record StackTrace(List<Frame> frames, @Nullable Frame createdBy) {
  public StackTrace {
    frames = List.copyOf(frames);
  }
}
