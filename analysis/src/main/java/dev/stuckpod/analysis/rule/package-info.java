/** Reads the graph and names what is wrong: one class for each kind of finding. */
@NullMarked
package dev.stuckpod.analysis.rule;

import org.jspecify.annotations.NullMarked;
