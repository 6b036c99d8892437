/** Tests of package window. */
@NullMarked
package dev.stuckpod.operator.loadtest.window;

import org.jspecify.annotations.NullMarked;
