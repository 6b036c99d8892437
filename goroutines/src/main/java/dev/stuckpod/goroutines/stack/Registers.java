package dev.stuckpod.goroutines.stack;

/**
 * Where a goroutine stands.
 *
 * @param sp stack pointer
 * @param pc where it goes on
 * @param lr link register, 0 where there is none or it is not known
 * @param inSystemCall whether it has left Go code through a system call or for C
 */
public record Registers(long sp, long pc, long lr, boolean inSystemCall) {}
