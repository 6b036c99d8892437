/** Compares what the analysis says of labelled dumps with the labels. */
@NullMarked
package dev.stuckpod.cli.scoreboard;

import org.jspecify.annotations.NullMarked;
