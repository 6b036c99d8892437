package dev.stuckpod.sidecar.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Finds the build information that the Go linker puts into every program (package debug/buildinfo):
 * the magic {@code \xff Go buildinf:} on a 16-byte boundary of a writable segment; from Go 1.18 the
 * version follows at offset 32 as a length (varint) and its bytes. Stripping does not remove it.
 */
final class GoBuildInfo {

  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER = 32;
  private static final int CHUNK = 1 << 20;
  private static final int LONGEST_VERSION = 128;

  /** The linker puts it at the start of the data; more than this is read of no segment. */
  private static final long SEARCHED = 64L << 20;

  private GoBuildInfo() {}

  /**
   * Reads the version; an empty text where the format tells none; nothing where this is no Go
   * program.
   */
  static Optional<String> read(Path exe) throws IOException {
    try (FileChannel file = FileChannel.open(exe, StandardOpenOption.READ)) {
      ByteBuffer elf = read(file, 0, 64);
      if (elf.remaining() < 64 || elf.getInt(0) != 0x464c457f || elf.get(4) != 2) {
        return Optional.empty();
      }
      long programHeaders = elf.getLong(32);
      int count = Short.toUnsignedInt(elf.getShort(56));
      for (int i = 0; i < count; i++) {
        ByteBuffer header = read(file, programHeaders + 56L * i, 56);
        boolean writableLoad =
            header.remaining() == 56 && header.getInt(0) == 1 && (header.getInt(4) & 2) != 0;
        if (writableLoad) {
          Optional<String> found = search(file, header.getLong(8), header.getLong(32));
          if (found.isPresent()) {
            return found;
          }
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<String> search(FileChannel file, long offset, long size)
      throws IOException {
    long end = offset + Math.min(size, SEARCHED);
    for (long at = offset; at < end; at += CHUNK) {
      ByteBuffer chunk = read(file, at, (int) Math.min(CHUNK, end - at));
      for (int i = (int) (-at & 15); i + MAGIC.length <= chunk.remaining(); i += 16) {
        if (isMagic(chunk, i)) {
          ByteBuffer info = read(file, at + i, HEADER + LONGEST_VERSION);
          if (info.remaining() > HEADER && (info.get(15) & 2) != 0) {
            return Optional.of(version(info));
          }
          if (info.remaining() >= HEADER && info.get(14) == 8) {
            return Optional.of("");
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isMagic(ByteBuffer chunk, int at) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (chunk.get(at + i) != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static String version(ByteBuffer info) {
    int length = info.get(HEADER) & 0x7f;
    boolean longer = info.get(HEADER) < 0;
    int from = HEADER + 1;
    if (longer || from + length > info.remaining()) {
      return "";
    }
    byte[] text = new byte[length];
    info.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) > 0) {}
    return buffer.flip();
  }
}
