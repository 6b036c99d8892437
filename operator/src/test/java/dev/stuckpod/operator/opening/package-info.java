/** Tests of {@link dev.stuckpod.operator.opening}. */
@NullMarked
package dev.stuckpod.operator.opening;

import org.jspecify.annotations.NullMarked;
