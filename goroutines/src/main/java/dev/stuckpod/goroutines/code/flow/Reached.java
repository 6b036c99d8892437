package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.x86.Instruction;

/**
 * A state just before an instruction.
 *
 * @param at the instruction
 */
public record Reached(State state, Instruction at) {}
