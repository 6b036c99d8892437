package dev.stuckpod.sidecar.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the spool while it is written: whatever goes wrong with it is the spool's fault. */
final class SpooledFile extends OutputStream {

  private final Path spool;
  private final Room room;
  private final OutputStream out;
  private long bytes;

  /** Makes room. */
  interface Room {
    /**
     * Makes it, or throws.
     *
     * @param after how many bytes the file will have
     */
    void make(long after) throws IOException;
  }

  SpooledFile(Path spool, Path file, Room room) throws SpoolException {
    this.spool = spool;
    this.room = room;
    try {
      Files.deleteIfExists(file);
      out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw blame(e);
    }
  }

  /** Tells how many have been written. */
  long bytes() {
    return bytes;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    try {
      room.make(bytes + length);
      out.write(buffer, offset, length);
    } catch (TooLargeException e) {
      throw e;
    } catch (IOException e) {
      throw blame(e);
    }
    bytes += length;
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw blame(e);
    }
  }

  private SpoolException blame(IOException e) {
    return new SpoolException(spool, e);
  }
}
