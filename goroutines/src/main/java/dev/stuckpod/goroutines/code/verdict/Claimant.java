package dev.stuckpod.goroutines.code.verdict;

import dev.stuckpod.goroutines.code.hold.Hold;

/**
 * A goroutine whose code has acquired the lock in question.
 *
 * @param place where the frame stands that acquired it; empty where that is not known
 * @param waits whether it waits for this very lock
 * @param hasHeir whether another goroutine will release the lock, not having acquired it
 * @param caught whether it was running, and its stack was read at one of the moments it stood still
 */
public record Claimant(
    long goid, Hold hold, String place, boolean waits, boolean hasHeir, boolean caught) {}
