/** Tests of this room. */
@NullMarked
package dev.stuckpod.operator.notify.http;

import org.jspecify.annotations.NullMarked;
