/** Tests of who waits for what. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.graph;
