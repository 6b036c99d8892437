/** Tests of package series. */
@NullMarked
package dev.stuckpod.operator.loadtest.series;

import org.jspecify.annotations.NullMarked;
