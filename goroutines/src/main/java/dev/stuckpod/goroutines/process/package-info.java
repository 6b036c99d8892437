/** The files of a process, held open while it is read. */
@NullMarked
package dev.stuckpod.goroutines.process;

import org.jspecify.annotations.NullMarked;
