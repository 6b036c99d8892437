package dev.stuckpod.goroutines.tables;

import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.Segment;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The build information that every Go linker leaves in a program (package debug/buildinfo): {@code
 * \xff Go buildinf:} on a 16-byte boundary, flags at 15, and from Go 1.18 the version at 32 as a
 * length and its bytes.
 */
public final class BuildInfo {

  // "\xff Go buil" and "dinf:" with the pointer size behind it
  private static final long MAGIC = 0x6c697562206f4720L;
  private static final long MAGIC_END = 0x3a666e6964L;
  private static final int STEP = 16;
  private static final int VERSION = 32;
  private static final int LONGEST = 127;
  private static final int INLINE_STRINGS = 2;

  private BuildInfo() {}

  /**
   * Finds the version.
   *
   * @param bias what is added to the addresses of the file
   * @return as it is written there; empty where there is none, or an older program's
   */
  public static Optional<String> version(Scan scan, Memory image, Elf elf, long bias)
      throws IOException, MalformedException {
    var found = new StringBuilder();
    // the linker puts it into writable data; elsewhere may be copies of the magic alone
    for (Segment segment :
        (Iterable<Segment>)
            Stream.concat(
                    elf.segments().stream().filter(Segment::writable),
                    elf.segments().stream().filter(s -> !s.writable()))
                ::iterator) {
      long from = segment.address() + bias;
      Scan.Test test = (bytes, at, _) -> isBuildInfo(bytes, at) && append(bytes, at, found);
      if (scan.find(image, from, from + segment.fileSize(), STEP, VERSION + 1 + LONGEST, test)
          >= 0) {
        return Optional.of(found.toString());
      }
    }
    return Optional.empty();
  }

  private static boolean isBuildInfo(ByteBuffer bytes, int at) {
    return bytes.get(at) == (byte) 0xff
        && bytes.getLong(at + 1) == MAGIC
        && (bytes.getLong(at + 9) & 0xffffffffffL) == MAGIC_END
        && (bytes.get(at + 15) & INLINE_STRINGS) != 0;
  }

  private static boolean append(ByteBuffer bytes, int at, StringBuilder into) {
    int length = bytes.get(at + VERSION);
    if (length <= 0) {
      return false;
    }
    byte[] text = new byte[length];
    bytes.get(at + VERSION + 1, text);
    into.append(new String(text, StandardCharsets.ISO_8859_1));
    return true;
  }
}
