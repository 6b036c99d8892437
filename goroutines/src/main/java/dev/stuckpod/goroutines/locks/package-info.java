/**
 * The locks, wait groups, conditions and channels that goroutines wait for: what their words in
 * memory say, and who waits in which order.
 */
@NullMarked
package dev.stuckpod.goroutines.locks;

import org.jspecify.annotations.NullMarked;
