/**
 * Asks sidecars ahead of time what could be done to their apps, so that a policy says before
 * anything is stuck of which pods a dump can be taken, and how.
 */
@NullMarked
package dev.stuckpod.operator.foresight;

import org.jspecify.annotations.NullMarked;
