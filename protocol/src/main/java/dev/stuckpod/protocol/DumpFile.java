package dev.stuckpod.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dump that the sidecar keeps.
 *
 * @param bytes before compression
 * @param sha256 before compression, hex
 * @param problems what is missing in it; absent when nothing is
 */
public record DumpFile(long bytes, String sha256, @Nullable List<String> problems) {}
