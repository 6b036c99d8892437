/** Tables of pods in meshes. */
@NullMarked
package dev.stuckpod.operator.inject.mesh;

import org.jspecify.annotations.NullMarked;
