/** Finds the app's own pprof among its listening sockets and asks it. */
@NullMarked
package dev.stuckpod.sidecar.pprof;

import org.jspecify.annotations.NullMarked;
