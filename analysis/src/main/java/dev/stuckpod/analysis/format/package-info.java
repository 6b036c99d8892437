/** Turns bytes into routines: every dump format and every log wrapper, streaming. */
@NullMarked
package dev.stuckpod.analysis.format;

import org.jspecify.annotations.NullMarked;
