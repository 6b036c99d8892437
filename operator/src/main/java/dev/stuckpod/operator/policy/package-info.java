/**
 * Evaluates StuckPolicies: has it judged who is stuck, has incidents opened, and says in the status
 * what it sees.
 */
@NullMarked
package dev.stuckpod.operator.policy;

import org.jspecify.annotations.NullMarked;
