package dev.stuckpod.dumps;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Compresses a text while it is written, piece by piece; so none of it is held. */
public final class Packing extends OutputStream {

  private final Path gzip;
  private final Counting file;
  private final Counting text;

  /**
   * Begins.
   *
   * @param gzip the file that is written
   * @param to that file, open
   */
  public Packing(Path gzip, OutputStream to) throws IOException {
    this.gzip = gzip;
    this.file = new Counting(to);
    this.text = new Counting(new GZIPOutputStream(file, 1 << 16));
  }

  /** How long the file is by now, but for what is not compressed yet: some ten kilobytes. */
  public long packed() {
    return file.bytes();
  }

  @Override
  public void write(int one) throws IOException {
    text.write(one);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    text.write(buffer, offset, length);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** Ends the text, and tells what was made of it. */
  public PackedDump end() throws IOException {
    close();
    return new PackedDump(
        gzip, file.bytes(), file.sha256(), text.bytes(), text.lines(), text.sha256(), false);
  }
}
