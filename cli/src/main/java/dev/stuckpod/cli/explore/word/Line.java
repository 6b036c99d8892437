package dev.stuckpod.cli.explore.word;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line that a person has typed.
 *
 * @param to names of sets that it makes; mostly none
 * @param subject the set that it is about; null for the one that is meant now
 * @param command what it asks for
 */
public record Line(List<String> to, @Nullable String subject, Command command) {
  public Line {
    to = List.copyOf(to);
  }
}
