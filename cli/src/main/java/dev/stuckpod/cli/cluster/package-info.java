/** The cluster that a command is about, and an analysis in it that is followed to its end. */
@NullMarked
package dev.stuckpod.cli.cluster;

import org.jspecify.annotations.NullMarked;
