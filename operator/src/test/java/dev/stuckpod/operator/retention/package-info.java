/** Tests of how long analyses are kept. */
@NullMarked
package dev.stuckpod.operator.retention;

import org.jspecify.annotations.NullMarked;
