/**
 * Glances at processes, when it is asked and never by itself: who waits for locks, who has not run.
 * Remembers what it saw until nobody asks any more. Only ever reads.
 */
@NullMarked
package dev.stuckpod.sidecar.glancing;

import org.jspecify.annotations.NullMarked;
