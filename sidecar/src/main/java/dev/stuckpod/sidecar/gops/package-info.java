/**
 * Speaks to gops' agent in a Go app: one byte asks, and the answer ends with the connection. Where
 * it listens stands in a file that the app has written, which is believed only as far as the kernel
 * says that the process itself listens there.
 */
@NullMarked
package dev.stuckpod.sidecar.gops;

import org.jspecify.annotations.NullMarked;
