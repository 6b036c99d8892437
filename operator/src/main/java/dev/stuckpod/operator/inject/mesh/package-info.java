/**
 * What a service mesh must be told, so that the way from the operator to a sidecar does not end in
 * the mesh's proxy. Pure.
 */
@NullMarked
package dev.stuckpod.operator.inject.mesh;

import org.jspecify.annotations.NullMarked;
