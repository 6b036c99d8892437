/**
 * Gives pods their sidecar: {@link dev.stuckpod.operator.inject.InjectionDecision} decides, purely;
 * the admission endpoint is what the API server asks when a pod is created.
 */
@NullMarked
package dev.stuckpod.operator.inject;

import org.jspecify.annotations.NullMarked;
