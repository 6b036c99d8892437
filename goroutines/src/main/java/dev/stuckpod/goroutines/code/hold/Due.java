package dev.stuckpod.goroutines.code.hold;

/**
 * A deferred call that is still due.
 *
 * @param frame the number of the frame that deferred it; -1 where that is not known
 * @param closure address of what will be called
 * @param site where the call that deferred it returns to; the number of an open-coded one
 */
public record Due(int frame, long closure, long site) {}
