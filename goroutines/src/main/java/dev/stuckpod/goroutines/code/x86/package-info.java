/**
 * x86-64 machine code as Go's compiler and assembler emit it: how long an instruction is, and its
 * operands.
 */
@NullMarked
package dev.stuckpod.goroutines.code.x86;

import org.jspecify.annotations.NullMarked;
