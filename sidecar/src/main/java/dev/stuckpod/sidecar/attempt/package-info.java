/** Takes dumps, each attempt once, and keeps what was taken. */
@NullMarked
package dev.stuckpod.sidecar.attempt;

import org.jspecify.annotations.NullMarked;
