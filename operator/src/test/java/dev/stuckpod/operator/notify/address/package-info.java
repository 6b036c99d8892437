/** Tests of this room. */
@NullMarked
package dev.stuckpod.operator.notify.address;

import org.jspecify.annotations.NullMarked;
