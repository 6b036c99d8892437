package dev.stuckpod.goroutines.reach;

/** Many bits, in pieces: a small heap of the reader has no room for one array of all. */
final class Bits {

  private static final int PIECE_BITS = 15;
  private static final int PIECE = 1 << PIECE_BITS;

  private final long[][] pieces;

  /** Makes so many words of 64 bits, none of which is set. */
  Bits(int words) {
    pieces = new long[(words + PIECE - 1) >>> PIECE_BITS][];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = new long[Math.min(PIECE, words - (i << PIECE_BITS))];
    }
  }

  /** Gives 64 bits. */
  long word(int i) {
    return pieces[i >>> PIECE_BITS][i & (PIECE - 1)];
  }

  /** Sets the bits of a mask among 64. */
  void add(int i, long mask) {
    pieces[i >>> PIECE_BITS][i & (PIECE - 1)] |= mask;
  }

  /** Sets a bit; tells whether it was not set. */
  boolean set(int word, int bit) {
    long[] piece = pieces[(word + (bit >>> 6)) >>> PIECE_BITS];
    int at = (word + (bit >>> 6)) & (PIECE - 1);
    long mask = 1L << bit;
    boolean isNew = (piece[at] & mask) == 0;
    piece[at] |= mask;
    return isNew;
  }
}
