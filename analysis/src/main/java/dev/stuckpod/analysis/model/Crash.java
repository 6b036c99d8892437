package dev.stuckpod.analysis.model;

import org.jspecify.annotations.Nullable;

/**
 * What a runtime has said of a routine that failed, before it printed its stack: a panic, a fatal
 * error, an exception that nobody caught.
 *
 * @param message the runtime's words, of many the first
 * @param routine the id of the routine that failed; empty when the runtime names none
 * @param at the innermost call of the application in it; null when there is none
 */
public record Crash(String message, String routine, @Nullable Frame at) {}
