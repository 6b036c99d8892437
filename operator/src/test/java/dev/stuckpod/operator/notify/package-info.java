/** Tests of this room. */
@NullMarked
package dev.stuckpod.operator.notify;

import org.jspecify.annotations.NullMarked;
