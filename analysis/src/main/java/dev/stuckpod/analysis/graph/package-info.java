/** Who waits for what, and who holds it: the wait-for graph, each edge with its evidence. */
@NullMarked
package dev.stuckpod.analysis.graph;

import org.jspecify.annotations.NullMarked;
