/** Tests of the ladder of methods and of reading a container's log. */
@NullMarked
package dev.stuckpod.operator.capture;

import org.jspecify.annotations.NullMarked;
