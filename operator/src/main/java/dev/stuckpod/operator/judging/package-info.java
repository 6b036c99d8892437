/**
 * Says by rules and readings who is stuck, since when, and why another is not. Asks nobody but the
 * source that it is given, and opens nothing.
 */
@NullMarked
package dev.stuckpod.operator.judging;

import org.jspecify.annotations.NullMarked;
