/** A dump as the Go runtime prints one. */
@NullMarked
package dev.stuckpod.goroutines.text;

import org.jspecify.annotations.NullMarked;
