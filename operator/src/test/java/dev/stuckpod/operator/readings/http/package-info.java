/** Tests of how answers are read. */
@NullMarked
package dev.stuckpod.operator.readings.http;

import org.jspecify.annotations.NullMarked;
