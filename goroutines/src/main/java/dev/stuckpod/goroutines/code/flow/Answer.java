package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.state.Facts;
import java.util.List;

/**
 * What may be true at a pc.
 *
 * @param reached the states on each way there; none where the code could not be followed
 */
public record Answer(Facts facts, List<Reached> reached) {

  /** Copies what it gets. */
  public Answer {
    reached = List.copyOf(reached);
  }

  int weight() {
    return 16 + facts.weight() + reached.stream().mapToInt(r -> r.state().weight()).sum();
  }
}
