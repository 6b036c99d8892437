/**
 * Asks new sidecars as whom their app runs, and remembers it for the image: the next pod's sidecar
 * runs as its app.
 */
@NullMarked
package dev.stuckpod.operator.users;

import org.jspecify.annotations.NullMarked;
