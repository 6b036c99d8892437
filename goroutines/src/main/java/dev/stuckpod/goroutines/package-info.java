/**
 * Reads the goroutines of a live Go process from its memory: no signal, no trace, no code of its
 * own runs, nothing is written. The way in is {@link dev.stuckpod.goroutines.LiveProcess}.
 */
@NullMarked
package dev.stuckpod.goroutines;

import org.jspecify.annotations.NullMarked;
