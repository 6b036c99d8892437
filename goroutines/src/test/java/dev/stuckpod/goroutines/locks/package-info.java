/** Tests. */
@NullMarked
package dev.stuckpod.goroutines.locks;

import org.jspecify.annotations.NullMarked;
