/** Explains a goroutine or thread dump: bytes in, an {@code Analysis} out. */
@NullMarked
package dev.stuckpod.analysis;

import org.jspecify.annotations.NullMarked;
