/** Turns bytes into routines, whatever the runtime: finds the form, bounds what is kept of it. */
@NullMarked
package dev.stuckpod.analysis.format;

import org.jspecify.annotations.NullMarked;
