/**
 * Forward data flow over the machine code of one function: which locks it has acquired and not
 * released on each way to a pc, where their addresses lie, what code ahead will release.
 */
@NullMarked
package dev.stuckpod.goroutines.code.flow;

import org.jspecify.annotations.NullMarked;
