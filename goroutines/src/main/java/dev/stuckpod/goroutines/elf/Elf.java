package dev.stuckpod.goroutines.elf;

import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The headers of a 64-bit little-endian program, as elf(5) has them. Section headers are not
 * needed: a program may have none.
 *
 * @param entry where it starts, without the bias
 * @param segments those that are loaded
 */
public record Elf(Arch arch, long entry, List<Segment> segments) {

  /** Bytes from the start of a program that its linker puts before the program headers. */
  public static final int HEADER = 64;

  private static final int MAGIC = 0x464c457f;
  private static final int PROGRAM_HEADER = 56;
  private static final int MOST_SEGMENTS = 128;
  private static final int LOADED = 1;
  private static final int WRITABLE = 2;
  private static final long PAGE = 1 << 12;
  private static final long BIGGEST = 1L << 40;

  /**
   * Reads the headers.
   *
   * @param start address of the first byte
   * @return empty where this is no such program
   */
  public static Optional<Elf> read(Memory memory, long start) throws IOException {
    Block header = new Block(HEADER);
    if (!header.load(memory, start)
        || header.i32(0) != MAGIC
        || header.u8(4) != 2
        || header.u8(5) != 1) {
      return Optional.empty();
    }
    Optional<Arch> arch = Arch.of(header.i32(18) & 0xffff);
    long table = header.u64(32);
    if (arch.isEmpty() || table < HEADER || table > BIGGEST) {
      return Optional.empty();
    }
    int count = Math.min(header.i32(56) & 0xffff, MOST_SEGMENTS);
    var segments = new ArrayList<Segment>();
    Block entry = new Block(PROGRAM_HEADER);
    for (int i = 0; i < count; i++) {
      if (entry.load(memory, start + table + (long) i * PROGRAM_HEADER)
          && entry.i32(0) == LOADED
          && isSane(entry)) {
        segments.add(wholePages(entry));
      }
    }
    return Optional.of(new Elf(arch.get(), header.u64(24), List.copyOf(segments)));
  }

  /** What lies before a segment in its first page is mapped, too. */
  private static Segment wholePages(Block entry) {
    long before = Math.min(entry.u64(16) & (PAGE - 1), entry.u64(8));
    return new Segment(
        entry.u64(16) - before,
        entry.u64(8) - before,
        entry.u64(32) + before,
        (entry.i32(4) & WRITABLE) != 0);
  }

  private static boolean isSane(Block entry) {
    return isBelow(entry.u64(8), BIGGEST)
        && isBelow(entry.u64(16), Memory.LIMIT)
        && isBelow(entry.u64(32), BIGGEST);
  }

  private static boolean isBelow(long value, long limit) {
    return value >= 0 && value < limit;
  }
}
