/** Tests of what is asked and how answers are read. */
@NullMarked
package dev.stuckpod.operator.readings;

import org.jspecify.annotations.NullMarked;
