package dev.stuckpod.goroutines.elf;

/**
 * A part of the file that is loaded into memory.
 *
 * @param address as in the file, without the bias of a position-independent program
 * @param offset in the file
 * @param fileSize bytes that are in the file
 * @param writable whether the process may write to it
 */
public record Segment(long address, long offset, long fileSize, boolean writable) {

  Segment part(long from, long to) {
    return new Segment(from, offset + from - address, to - from, writable);
  }

  boolean holds(long unbiased) {
    return unbiased >= address && unbiased < address + fileSize;
  }
}
