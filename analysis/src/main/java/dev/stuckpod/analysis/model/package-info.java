/** A dump after parsing: routines grouped by stack and state, with the locks they want and hold. */
@NullMarked
package dev.stuckpod.analysis.model;

import org.jspecify.annotations.NullMarked;
