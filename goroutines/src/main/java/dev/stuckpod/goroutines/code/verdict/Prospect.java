package dev.stuckpod.goroutines.code.verdict;

import dev.stuckpod.goroutines.code.hold.Candidate;

/**
 * A goroutine that will release the lock in question, and was not seen to acquire it.
 *
 * @param place where the frame stands that will; empty where that is not known
 * @param caught whether it was running, and its stack was read at one of the moments it stood still
 */
public record Prospect(long goid, Candidate candidate, String place, boolean caught) {}
