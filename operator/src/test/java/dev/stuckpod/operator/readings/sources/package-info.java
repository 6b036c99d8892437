/** Tests of who is asked. */
@NullMarked
package dev.stuckpod.operator.readings.sources;

import org.jspecify.annotations.NullMarked;
