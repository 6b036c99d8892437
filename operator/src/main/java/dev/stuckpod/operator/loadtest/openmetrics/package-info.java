/**
 * Writes what is remembered of pods' metrics as a text in OpenMetrics 1.0, which Prometheus'
 * promtool takes for a database. Names and labels are strangers': what cannot be said well is left
 * out, and counted.
 */
@NullMarked
package dev.stuckpod.operator.loadtest.openmetrics;

import org.jspecify.annotations.NullMarked;
