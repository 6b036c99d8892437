@NullMarked
package dev.stuckpod.sidecar.pprof;

import org.jspecify.annotations.NullMarked;
