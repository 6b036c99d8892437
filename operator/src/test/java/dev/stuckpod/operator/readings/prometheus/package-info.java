/** Tests of what is asked, and of what a real Prometheus answers. */
@NullMarked
package dev.stuckpod.operator.readings.prometheus;

import org.jspecify.annotations.NullMarked;
