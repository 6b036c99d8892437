package dev.stuckpod.sidecar.protocol;

/**
 * A dump that the sidecar keeps.
 *
 * @param bytes before compression
 * @param sha256 before compression, hex
 */
public record DumpFile(long bytes, String sha256) {}
