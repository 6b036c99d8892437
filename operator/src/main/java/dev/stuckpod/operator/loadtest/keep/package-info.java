/**
 * Has what was read of a window's pods kept, within bounds, where dumps are kept. A failure is a
 * line in the log and nothing else: no window waits for it for long, or ends otherwise for it.
 */
@NullMarked
package dev.stuckpod.operator.loadtest.keep;

import org.jspecify.annotations.NullMarked;
