package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.state.Facts;
import java.util.List;

/**
 * What lies ahead of a pc.
 *
 * @param facts in which what is known now is called {@code Earlier}
 */
public record Outlook(Facts facts, List<Ahead> ahead) {

  /** Copies what it gets. */
  public Outlook {
    ahead = List.copyOf(ahead);
  }
}
