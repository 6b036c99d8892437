package dev.stuckpod.sidecar.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A file of /proc, piece by piece: an app with many mappings, connections or arguments makes it
 * longer than the sidecar's heap.
 */
final class Pieces implements Iterator<String> {

  /** As long as the kernel lets an argument be; what is longer comes in several. */
  private static final int LONGEST = 1 << 17;

  private final InputStream in;
  private final char end;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private boolean more = true;

  private Pieces(InputStream in, char end) {
    this.in = in;
    this.end = end;
    advance();
  }

  /**
   * Splits what comes in.
   *
   * @param end what ends a piece, and is no part of it
   */
  static Stream<String> of(InputStream in, char end) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new Pieces(new BufferedInputStream(in), end), 0),
        false);
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public String next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    String next = piece.toString(StandardCharsets.ISO_8859_1);
    advance();
    return next;
  }

  private void advance() {
    piece.reset();
    try {
      int b = in.read();
      more = b >= 0;
      while (b >= 0 && b != end) {
        piece.write(b);
        if (piece.size() == LONGEST) {
          return;
        }
        b = in.read();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
