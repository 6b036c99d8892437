/** A shop's till over HTTP that runs well until refunds meet sales. */
@NullMarked
package dev.stuckpod.till;

import org.jspecify.annotations.NullMarked;
