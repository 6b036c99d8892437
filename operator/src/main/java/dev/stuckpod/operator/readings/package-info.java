/**
 * Asks a Prometheus-compatible source, one query a rule for all pods of a policy, and returns what
 * it answered as plain records. It judges nothing.
 */
@NullMarked
package dev.stuckpod.operator.readings;

import org.jspecify.annotations.NullMarked;
