/** Tests of package pods. */
@NullMarked
package dev.stuckpod.operator.pods;

import org.jspecify.annotations.NullMarked;
