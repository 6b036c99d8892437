package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.line.Words;

/** Tells blocks apart that look different, by one number. */
final class BlockHash {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private BlockHash() {}

  /** Gives the hash of what was before and of a range behind it. */
  static long of(long before, byte[] text, int from, int to) {
    long h = before;
    long other = ~h;
    int i = from;
    // two at a time, for a multiplication waits for the one before
    for (; i + 16 <= to; i += 16) {
      h = mix(h, Words.at(text, i));
      other = mix(other, Words.at(text, i + 8));
    }
    if (i + 8 <= to) {
      h = mix(h, Words.at(text, i));
      i += 8;
    }
    if (i < to && to - from > 8) {
      other = mix(other, Words.at(text, to - 8));
    } else {
      for (; i < to; i++) {
        h = mix(h, text[i]);
      }
    }
    h ^= Long.rotateLeft(other, 32);
    return mix(h, to - from);
  }

  private static long mix(long hash, long word) {
    long h = (hash ^ word) * PRIME;
    return h ^ h >>> 29;
  }
}
