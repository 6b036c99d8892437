/**
 * The API group stuckpod.dev, version v1alpha1: what a user writes and reads with kubectl. The CRD
 * YAML is generated from these types. Durations are strings such as {@code 1m30s}; {@link
 * Durations} reads them.
 */
@NullMarked
package dev.stuckpod.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
