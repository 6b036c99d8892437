/** The files of /proc that tell a process, and why they may not be read. */
@NullMarked
package dev.stuckpod.goroutines.process;

import org.jspecify.annotations.NullMarked;
