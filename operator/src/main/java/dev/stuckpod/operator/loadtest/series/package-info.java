/**
 * Remembers of pods' metrics, within bounds, what tells a series that lives from one that stands:
 * in which of the last scrapes it has changed, and between which levels it went. Judges nothing.
 */
@NullMarked
package dev.stuckpod.operator.loadtest.series;

import org.jspecify.annotations.NullMarked;
