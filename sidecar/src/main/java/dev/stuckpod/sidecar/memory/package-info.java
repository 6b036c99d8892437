/**
 * Reads the goroutines of a process from its memory, and remembers for a while which of them it has
 * seen where: so the next dump tells who has not run since. Only ever reads.
 */
@NullMarked
package dev.stuckpod.sidecar.memory;

import org.jspecify.annotations.NullMarked;
