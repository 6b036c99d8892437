/** The copy of a stack, and the way from its innermost frame to the outermost. */
@NullMarked
package dev.stuckpod.goroutines.stack;

import org.jspecify.annotations.NullMarked;
