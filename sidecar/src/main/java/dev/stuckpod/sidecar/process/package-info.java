/**
 * Looks at /proc: which processes a container has, what they are, what may be done to them. Touches
 * none of them.
 */
@NullMarked
package dev.stuckpod.sidecar.process;

import org.jspecify.annotations.NullMarked;
