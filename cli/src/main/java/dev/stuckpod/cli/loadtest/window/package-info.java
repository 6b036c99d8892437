/** The LoadTestWindow of a gate in its cluster: made, watched, closed, and given up in time. */
@NullMarked
package dev.stuckpod.cli.loadtest.window;

import org.jspecify.annotations.NullMarked;
