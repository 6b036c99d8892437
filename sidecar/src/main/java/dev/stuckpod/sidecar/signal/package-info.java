/** Sends a signal to exactly the process that was identified. */
@NullMarked
package dev.stuckpod.sidecar.signal;

import org.jspecify.annotations.NullMarked;
