package dev.stuckpod.goroutines.code.verdict;

import dev.stuckpod.goroutines.code.hold.Candidate;

/** A goroutine that will release the lock in question, and was not seen to acquire it. */
public record Prospect(long goid, Candidate candidate, boolean caught) {}
