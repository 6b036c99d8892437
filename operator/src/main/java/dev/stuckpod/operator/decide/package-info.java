/**
 * Decides whether a pod is stuck: pure functions of rule, readings, pod and time, with three values
 * and always with reasons.
 */
@NullMarked
package dev.stuckpod.operator.decide;

import org.jspecify.annotations.NullMarked;
