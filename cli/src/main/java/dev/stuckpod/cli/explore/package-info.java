/** Looks into dumps, question by question: the command, and where dumps come from. */
@NullMarked
package dev.stuckpod.cli.explore;

import org.jspecify.annotations.NullMarked;
