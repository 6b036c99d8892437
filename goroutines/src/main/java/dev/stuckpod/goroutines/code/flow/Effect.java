package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Range;

/**
 * What a call of a function changes.
 *
 * @param lock in terms of the registers at its entry; unknown where they do not tell
 */
public record Effect(Lock lock, Range change) {}
