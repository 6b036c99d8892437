/**
 * Reads pages of metrics as they arrive, in Prometheus' text format and in OpenMetrics, and hands
 * on what they say within bounds. Who asks for the page, and what the numbers mean, is not known
 * here.
 */
@NullMarked
package dev.stuckpod.operator.exposition;

import org.jspecify.annotations.NullMarked;
