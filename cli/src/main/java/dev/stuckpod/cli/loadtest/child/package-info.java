/** The load as a child of this process: it has the terminal, and gets the signals that are ours. */
@NullMarked
package dev.stuckpod.cli.loadtest.child;

import org.jspecify.annotations.NullMarked;
