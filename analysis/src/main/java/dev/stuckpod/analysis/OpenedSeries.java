package dev.stuckpod.analysis;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.report.Analysis;
import java.util.List;
import java.util.Optional;

/**
 * Dumps of one process that are looked into.
 *
 * @param dumps what they have, the oldest first
 * @param graph who waits for whom in the last one; empty where that takes more work than one dump
 *     may
 * @param analysis what they are explained as
 */
public record OpenedSeries(List<Dump> dumps, Optional<WaitForGraph> graph, Analysis analysis) {
  public OpenedSeries {
    dumps = List.copyOf(dumps);
  }
}
