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
 * @param settledFrom where data begins that is written once, when the program is loaded; 0 for none
 * @param settledTo where that data ends
 */
public record Elf(Arch arch, long entry, List<Segment> segments, long settledFrom, long settledTo) {

  /** Bytes from the start of a program that its linker puts before the program headers. */
  public static final int HEADER = 64;

  private static final int MAGIC = 0x464c457f;
  private static final int PROGRAM_HEADER = 56;
  private static final int MOST_SEGMENTS = 128;
  private static final int LOADED = 1;
  private static final int SETTLED = 0x6474e552;
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
    long from = 0;
    long to = 0;
    Block entry = new Block(PROGRAM_HEADER);
    for (int i = 0; i < count; i++) {
      if (!entry.load(memory, start + table + (long) i * PROGRAM_HEADER) || !isSane(entry)) {
        continue;
      }
      if (entry.i32(0) == LOADED) {
        segments.add(wholePages(entry));
      } else if (entry.i32(0) == SETTLED) {
        from = entry.u64(16);
        to = from + entry.u64(32);
      }
    }
    return Optional.of(new Elf(arch.get(), header.u64(24), List.copyOf(segments), from, to));
  }

  /**
   * The parts of the file that the program writes to, the likeliest to be of use first: in a
   * position-independent program most of it is written once only, such as the table of functions.
   */
  public List<Segment> variables() {
    var first = new ArrayList<Segment>();
    var last = new ArrayList<Segment>();
    for (Segment segment : segments) {
      if (segment.writable()) {
        long end = segment.address() + segment.fileSize();
        long from = Math.clamp(settledFrom, segment.address(), end);
        long to = Math.clamp(settledTo, from, end);
        first.add(segment.part(to, end));
        first.add(segment.part(segment.address(), from));
        last.add(segment.part(from, to));
      }
    }
    first.addAll(last);
    return first.stream().filter(part -> part.fileSize() > 0).toList();
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
