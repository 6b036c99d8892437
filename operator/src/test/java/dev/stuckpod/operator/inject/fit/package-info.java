/** Tests of the fit. */
@NullMarked
package dev.stuckpod.operator.inject.fit;

import org.jspecify.annotations.NullMarked;
