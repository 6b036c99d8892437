/** Bytes at addresses, of a process or of its file, read with bounds. */
@NullMarked
package dev.stuckpod.goroutines.memory;

import org.jspecify.annotations.NullMarked;
