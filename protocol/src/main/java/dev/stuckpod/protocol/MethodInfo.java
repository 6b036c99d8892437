package dev.stuckpod.protocol;

/**
 * Whether a method can be used on a process.
 *
 * @param method null over the wire where it is not known here
 * @param kills whether it ends the process
 * @param message one sentence; when not possible, what to do
 */
public record MethodInfo(
    Method method, boolean possible, boolean kills, Reason reason, String message) {}
