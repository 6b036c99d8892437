package dev.stuckpod.analysis;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.report.Analysis;
import java.util.Optional;

/**
 * A dump that is looked into.
 *
 * @param dump what it has
 * @param graph who waits for whom; empty where that takes more work than one dump may
 * @param analysis what it is explained as
 */
public record Opened(Dump dump, Optional<WaitForGraph> graph, Analysis analysis) {}
