package dev.stuckpod.goroutines.tables;

import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.Segment;
import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Tables.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The build information that every Go linker leaves in a program (package debug/buildinfo): {@code
 * \xff Go buildinf:} on a 16-byte boundary, flags at 15, and from Go 1.18 the version at 32 as a
 * length and its bytes, followed by the module information in the same way. Stripping a program
 * does not remove it.
 *
 * @param version as it is written there; empty where it is written in an older form
 * @param goDebug settings of GODEBUG that the program was built with, such as {@code a=1,b=0}
 */
public record BuildInfo(String version, String goDebug) {

  // "\xff Go buil" and "dinf:" with the pointer size behind it
  private static final long MAGIC = 0x6c697562206f4720L;
  private static final long MAGIC_END = 0x3a666e6964L;
  private static final int STEP = 16;
  private static final int POINTER_SIZE = 14;
  private static final int FLAGS = 15;
  private static final int VERSION = 32;
  private static final int LONGEST_MODULES = 1 << 18;
  private static final String GO_DEBUG = "\nbuild\tDefaultGODEBUG=";
  private static final int INLINE_STRINGS = 2;

  /**
   * Finds it.
   *
   * @param bias what is added to the addresses of the file
   * @return empty where there is none
   */
  public static Optional<BuildInfo> find(Image image, Elf elf, long bias)
      throws IOException, MalformedException {
    // the linker puts it among the variables; elsewhere may be copies of the magic alone
    for (Segment part : elf.variables()) {
      long from = part.address() + bias;
      long found =
          image
              .scan()
              .find(
                  image.memory(),
                  from,
                  from + part.fileSize(),
                  STEP,
                  VERSION + 1,
                  (bytes, at, _) -> isBuildInfo(bytes, at));
      if (found >= 0) {
        boolean older = (image.constants().u8(found + FLAGS) & INLINE_STRINGS) == 0;
        return Optional.of(
            older ? new BuildInfo("", "") : read(image.constants(), found + VERSION));
      }
    }
    return Optional.empty();
  }

  private static boolean isBuildInfo(ByteBuffer bytes, int at) {
    return bytes.get(at) == (byte) 0xff
        && bytes.getLong(at + 1) == MAGIC
        && (bytes.getLong(at + 9) & 0xffffffffffL) == MAGIC_END
        && ((bytes.get(at + FLAGS) & INLINE_STRINGS) != 0
            ? bytes.get(at + VERSION) > 0
            : bytes.get(at + POINTER_SIZE) == 8);
  }

  private static BuildInfo read(Constants constants, long at)
      throws IOException, MalformedException {
    int length = constants.u8(at);
    String version = new String(constants.text(at + 1, length), StandardCharsets.ISO_8859_1);
    // the length of what follows takes a few bytes; it is text, and ends before a bound
    byte[] modules = constants.text(at + 1 + length, LONGEST_MODULES);
    String text = new String(modules, StandardCharsets.ISO_8859_1);
    int start = text.indexOf(GO_DEBUG);
    if (start < 0) {
      return new BuildInfo(version, "");
    }
    int end = text.indexOf('\n', start + GO_DEBUG.length());
    return new BuildInfo(
        version, text.substring(start + GO_DEBUG.length(), end < 0 ? text.length() : end));
  }
}
