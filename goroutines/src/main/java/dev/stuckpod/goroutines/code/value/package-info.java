/**
 * What a register or a place in a frame holds, as far as the code tells: names for values, and what
 * is held of a lock.
 */
@NullMarked
package dev.stuckpod.goroutines.code.value;

import org.jspecify.annotations.NullMarked;
