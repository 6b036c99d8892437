package dev.stuckpod.protocol;

/**
 * Asks for one glance at exactly one process: who waits for locks there, and who has not run.
 *
 * @param containerID without the runtime's prefix
 * @param startTime field 22 of /proc/pid/stat of the process that is meant
 */
public record GlanceRequest(String containerID, int pid, long startTime) {}
