/** Tests of the injection. */
@NullMarked
package dev.stuckpod.operator.inject;

import org.jspecify.annotations.NullMarked;
