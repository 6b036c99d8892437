/** Tests of this room. */
@NullMarked
package dev.stuckpod.operator.notify.payload;

import org.jspecify.annotations.NullMarked;
