package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.operator.spool.SpoolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to the end of a file of the spool, whose disk may be full for a while: what could
 * not be written stays in hand, and no piece of it stays in the file.
 */
final class SpoolLines implements AutoCloseable {

  private static final int IN_HAND = 1 << 16;

  private final Spool spool;
  private final Path file;
  private final ByteArrayOutputStream inHand = new ByteArrayOutputStream(IN_HAND);

  /** Null until there is something to be written, and after that has failed. */
  private @Nullable OutputStream out;

  /** So much of the file is whole. */
  private long whole;

  private SpoolLines(Spool spool, Path file, long whole) {
    this.spool = spool;
    this.file = file;
    this.whole = whole;
  }

  /** Begins a file anew, when there is something to be written. */
  static SpoolLines begin(Spool spool, Path file) {
    return new SpoolLines(spool, file, 0);
  }

  /** Goes on behind the last whole line of a file. */
  static SpoolLines append(Spool spool, Path file) throws IOException {
    dropBrokenLine(file);
    return new SpoolLines(spool, file, Files.size(file));
  }

  /** Its writer was ended in the middle of a line, which comes again. */
  private static void dropBrokenLine(Path file) throws IOException {
    try (var bytes = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var one = ByteBuffer.allocate(1);
      long end = bytes.size();
      while (end > 0) {
        bytes.read(one.clear(), end - 1);
        if (one.get(0) == '\n') {
          break;
        }
        end--;
      }
      bytes.truncate(end);
    }
  }

  /**
   * Sees to it that a line can be taken.
   *
   * @throws SpoolException if it cannot now; nothing is lost, and it may be tried again
   */
  void ready(int length) throws SpoolException {
    if (inHand.size() > 0 && inHand.size() + length > IN_HAND) {
      flush();
    }
  }

  /** Takes a line, after {@link #ready}. */
  void add(byte[] line) {
    inHand.write(line, 0, line.length);
  }

  /** How much was taken, in bytes. */
  long length() {
    return whole + inHand.size();
  }

  /**
   * Writes what is in hand.
   *
   * @throws SpoolException if it cannot be now
   */
  void flush() throws SpoolException {
    try {
      if (out == null) {
        out = open();
      }
      out.write(inHand.toByteArray());
      out.flush();
      whole += inHand.size();
      inHand.reset();
    } catch (IOException e) {
      closeQuietly();
      throw spool.unwritable(e);
    }
  }

  /**
   * Has these lines in place of all that was taken, in the file, too: they take its place at once.
   *
   * @throws SpoolException if they cannot now; all is as it was, and it may be tried again
   */
  void replaceAll(byte[] lines) throws SpoolException {
    Path other = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (OutputStream next = spool.write(other)) {
        next.write(lines);
      }
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      other.toFile().delete();
      throw spool.unwritable(e);
    }
    closeStream(); // it is of the file that is gone
    inHand.reset();
    whole = lines.length;
  }

  private OutputStream open() throws IOException {
    if (whole == 0) {
      return spool.write(file);
    }
    try (var cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
      cut.truncate(whole);
    }
    return spool.append(file);
  }

  private void closeQuietly() {
    closeStream();
    try (var cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
      cut.truncate(whole);
    } catch (IOException e) {
      // it is tried again before the next piece
    }
  }

  private void closeStream() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        // the file is cut to what is whole before it is written to again
      }
      out = null;
    }
  }

  /** Writes what is in hand and closes the file. */
  @Override
  public void close() throws SpoolException {
    flush();
    closeQuietly();
  }
}
