/** Writes a rule as PromQL, and sorts the series that come back into readings of pods. */
@NullMarked
package dev.stuckpod.operator.readings.prometheus;

import org.jspecify.annotations.NullMarked;
