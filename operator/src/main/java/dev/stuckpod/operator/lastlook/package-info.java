/**
 * Asks sidecars for what they have found at their apps' ends, as soon as an end is seen, or what
 * leads to one.
 */
@NullMarked
package dev.stuckpod.operator.lastlook;

import org.jspecify.annotations.NullMarked;
