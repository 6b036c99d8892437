package dev.stuckpod.operator.exposition;

/**
 * What became of a page.
 *
 * @param samples that were handed on
 * @param unreadable lines that are no sample and no comment, or too long
 * @param complete whether it was read to its end: else it was longer than is read
 * @param bytes that were read
 */
public record Page(int samples, int unreadable, boolean complete, int bytes) {}
