/** Keeps dumps on the pod's volume until they are fetched, and whatever else lies there. */
@NullMarked
package dev.stuckpod.sidecar.spool;

import org.jspecify.annotations.NullMarked;
