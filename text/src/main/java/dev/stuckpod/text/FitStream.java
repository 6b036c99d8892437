package dev.stuckpod.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A terminal that is sent what a program has printed: UTF-8 as it comes, made fit line by line. It
 * takes as little memory as a line has room on a screen.
 */
public final class FitStream extends OutputStream {

  private final OutputStream terminal;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 13);
  private final CharBuffer chars = CharBuffer.allocate(1 << 13);

  /** Writes to what is a terminal, or treated like one. */
  public FitStream(OutputStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int some = Math.min(end - at, bytes.remaining());
      bytes.put(from, at, some);
      at += some;
      decode(false);
    }
  }

  /** Writes what is whole. */
  @Override
  public void flush() throws IOException {
    terminal.flush();
  }

  @Override
  public void close() throws IOException {
    decode(true);
    terminal.close();
  }

  private void decode(boolean last) throws IOException {
    bytes.flip();
    decoder.decode(bytes, chars, last); // as many characters as bytes at most: there is room
    bytes.compact();
    chars.flip();
    var fit = new StringBuilder(chars.remaining());
    chars
        .codePoints()
        .forEach(
            c -> fit.appendCodePoint(c == '\n' || c == '\t' || !Unfit.isUnfit(c) ? c : Unfit.MARK));
    chars.clear();
    terminal.write(fit.toString().getBytes(StandardCharsets.UTF_8));
  }
}
