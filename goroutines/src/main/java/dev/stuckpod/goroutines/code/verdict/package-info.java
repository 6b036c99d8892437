/**
 * What may be claimed of a lock: who holds it, by what its word proves and what stacks say. Pure.
 */
@NullMarked
package dev.stuckpod.goroutines.code.verdict;

import org.jspecify.annotations.NullMarked;
