package dev.stuckpod.operator.capture.lines;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What one reader has got of a container's log, each line with its timestamp.
 *
 * @param gaps the last instants before pieces that this reader has missed
 * @param problems what else is wrong with it
 */
public record TimedLog(Path file, List<Instant> gaps, List<String> problems) {}
