/** Go: one object that knows all of it; the rooms below know one thing each. */
@NullMarked
package dev.stuckpod.analysis.golang;

import org.jspecify.annotations.NullMarked;
