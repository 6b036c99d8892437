/** Speaks HotSpot's attach protocol, as jcmd does. */
@NullMarked
package dev.stuckpod.sidecar.attach;

import org.jspecify.annotations.NullMarked;
