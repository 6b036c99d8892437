/**
 * Fetches pods' pages of metrics itself, for load-test windows and where there is no Prometheus:
 * where a pod serves them, and what came of asking for one.
 */
@NullMarked
package dev.stuckpod.operator.scrape;

import org.jspecify.annotations.NullMarked;
