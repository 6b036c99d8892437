/**
 * A look at all goroutines of a process for the price of a few reads: their states, who waits for
 * locks, and who of these has not run since the look before. No stacks.
 */
@NullMarked
package dev.stuckpod.goroutines.glance;

import org.jspecify.annotations.NullMarked;
