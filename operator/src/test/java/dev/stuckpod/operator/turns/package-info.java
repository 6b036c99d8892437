/** Tests of {@link dev.stuckpod.operator.turns}. */
@NullMarked
package dev.stuckpod.operator.turns;

import org.jspecify.annotations.NullMarked;
