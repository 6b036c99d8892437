/** Answers as text or JSON, and the terminal at which they are read. */
@NullMarked
package dev.stuckpod.cli.explore.screen;

import org.jspecify.annotations.NullMarked;
