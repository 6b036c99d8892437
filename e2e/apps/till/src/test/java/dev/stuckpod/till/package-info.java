/** Tests of the till. */
@NullMarked
package dev.stuckpod.till;

import org.jspecify.annotations.NullMarked;
