/** The runtime's own structures: list of goroutines, goroutine, channel; each read with checks. */
@NullMarked
package dev.stuckpod.goroutines.runtime;

import org.jspecify.annotations.NullMarked;
