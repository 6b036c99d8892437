/**
 * Fetches pods' pages of metrics itself, for as long as a load-test window is open: where a pod
 * serves them, and what came of asking for one.
 */
@NullMarked
package dev.stuckpod.operator.scrape;

import org.jspecify.annotations.NullMarked;
