/**
 * Fits the sidecar into what a namespace allows: {@link
 * dev.stuckpod.operator.inject.fit.Admittance} foretells, purely, what the API server says of a
 * pod; {@link dev.stuckpod.operator.inject.fit.Fit} finds resources with which it says nothing.
 */
@NullMarked
package dev.stuckpod.operator.inject.fit;

import org.jspecify.annotations.NullMarked;
