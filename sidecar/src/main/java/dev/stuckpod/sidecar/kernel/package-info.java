/** Calls of the kernel for which Java has no words. */
@NullMarked
package dev.stuckpod.sidecar.kernel;

import org.jspecify.annotations.NullMarked;
