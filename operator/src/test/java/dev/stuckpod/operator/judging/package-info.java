/** Tests of {@link dev.stuckpod.operator.judging}. */
@NullMarked
package dev.stuckpod.operator.judging;

import org.jspecify.annotations.NullMarked;
