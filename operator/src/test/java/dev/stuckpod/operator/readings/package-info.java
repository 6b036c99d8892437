/** Tests of what can be asked. */
@NullMarked
package dev.stuckpod.operator.readings;

import org.jspecify.annotations.NullMarked;
