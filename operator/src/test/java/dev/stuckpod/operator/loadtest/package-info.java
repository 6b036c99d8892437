/** Tests of package loadtest. */
@NullMarked
package dev.stuckpod.operator.loadtest;

import org.jspecify.annotations.NullMarked;
