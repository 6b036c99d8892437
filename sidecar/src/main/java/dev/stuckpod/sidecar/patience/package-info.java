/** Waits for what an app may hold up, until a moment and no longer. */
@NullMarked
package dev.stuckpod.sidecar.patience;

import org.jspecify.annotations.NullMarked;
