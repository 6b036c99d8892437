/** The file of a program: its segments, and its constant data at the addresses of the process. */
@NullMarked
package dev.stuckpod.goroutines.elf;

import org.jspecify.annotations.NullMarked;
