package dev.stuckpod.protocol;

import java.util.List;

/**
 * What the sidecar sees of a container.
 *
 * @param processes the app's process first; empty when none is to be seen
 */
public record ProcessReport(List<ProcessInfo> processes) {}
