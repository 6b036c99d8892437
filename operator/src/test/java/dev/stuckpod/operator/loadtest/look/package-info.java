/** Tests of package look. */
@NullMarked
package dev.stuckpod.operator.loadtest.look;

import org.jspecify.annotations.NullMarked;
