/**
 * Opens incidents for whoever has a reason: names them, keeps to the opener's limits, samples
 * fleets, and is fair between openers. Who is stuck is decided elsewhere.
 */
@NullMarked
package dev.stuckpod.operator.opening;

import org.jspecify.annotations.NullMarked;
