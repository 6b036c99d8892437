/** Tests of package reading. */
@NullMarked
package dev.stuckpod.operator.loadtest.reading;

import org.jspecify.annotations.NullMarked;
