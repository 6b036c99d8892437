/** Tests of package suspicion. */
@NullMarked
package dev.stuckpod.operator.loadtest.suspicion;

import org.jspecify.annotations.NullMarked;
