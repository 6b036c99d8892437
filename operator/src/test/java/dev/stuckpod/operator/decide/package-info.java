/** Tests of package decide. */
@NullMarked
package dev.stuckpod.operator.decide;

import org.jspecify.annotations.NullMarked;
