package dev.stuckpod.analysis;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.function.IntFunction;

/** Input that is made while it is read, so that none of it has to be in memory. */
final class Pieces {
  private Pieces() {}

  /** Gives a head and so many pieces behind it. */
  @SuppressWarnings("JdkObsolete") // what joins streams takes nothing newer
  static InputStream of(String head, int pieces, IntFunction<String> piece) {
    return new SequenceInputStream(
        new Enumeration<>() {
          private int next = -1;

          @Override
          public boolean hasMoreElements() {
            return next < pieces;
          }

          @Override
          public InputStream nextElement() {
            String text = next < 0 ? head : piece.apply(next);
            next++;
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
