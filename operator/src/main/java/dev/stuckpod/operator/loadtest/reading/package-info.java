/**
 * Reads the pods of a window, every few seconds as long as it is open: their sidecars' glances and
 * their pages of metrics. Remembers, of each container, what judging it needs.
 */
@NullMarked
package dev.stuckpod.operator.loadtest.reading;

import org.jspecify.annotations.NullMarked;
