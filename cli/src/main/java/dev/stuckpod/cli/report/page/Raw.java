package dev.stuckpod.cli.report.page;

/**
 * A dump as it was taken.
 *
 * @param name how it is called
 * @param facts method, time, size
 * @param sha256 its digest, hex; empty when not known
 * @param of what the digest is of, in a word or two
 */
public record Raw(String name, String facts, String sha256, String of) {}
