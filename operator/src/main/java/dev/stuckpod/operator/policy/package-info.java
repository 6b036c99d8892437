/**
 * Evaluates StuckPolicies: asks, has it decided, opens incidents within the limits, and says in the
 * status what it sees.
 */
@NullMarked
package dev.stuckpod.operator.policy;

import org.jspecify.annotations.NullMarked;
