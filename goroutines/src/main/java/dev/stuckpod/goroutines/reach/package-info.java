/**
 * Which parked goroutines nothing can ever wake: the heap is searched from the roots, as a garbage
 * collector does, for what they wait for. One reading is a {@link
 * dev.stuckpod.goroutines.reach.Search}; only what several agree in is ever said.
 */
@NullMarked
package dev.stuckpod.goroutines.reach;

import org.jspecify.annotations.NullMarked;
