package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The pages of a live process that a reading has looked at, and copies of them that are spoilt. */
final class LiveImage implements Memory {

  private static final int PAGE = 4096;

  private final @Nullable Memory live;
  private final Map<Long, byte[]> pages;

  private LiveImage(@Nullable Memory live, Map<Long, byte[]> pages) {
    this.live = live;
    this.pages = pages;
  }

  /** Remembers each page that is read. */
  static LiveImage recording(Memory live) {
    return new LiveImage(live, new HashMap<>());
  }

  /** Takes some pages of a recording and puts nonsense into them. */
  LiveImage spoilt(RandomGenerator random) {
    var copy = new HashMap<>(pages);
    List<Long> addresses = List.copyOf(pages.keySet());
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      long page = addresses.get(random.nextInt(addresses.size()));
      byte[] bytes = pages.getOrDefault(page, new byte[0]).clone();
      copy.put(page, random.nextInt(20) == 0 ? new byte[0] : spoil(bytes, addresses, random));
    }
    return new LiveImage(null, copy);
  }

  @Override
  public int read(long address, ByteBuffer into) throws IOException {
    if (address < 0 || address >= LIMIT) {
      return 0;
    }
    int count = 0;
    while (into.hasRemaining()) {
      long at = address + count;
      byte[] page = page(at / PAGE);
      int offset = (int) (at % PAGE);
      int length = Math.min(into.remaining(), page.length - offset);
      if (length <= 0) {
        return count;
      }
      into.put(page, offset, length);
      count += length;
    }
    return count;
  }

  private byte[] page(long number) throws IOException {
    try {
      return live == null
          ? pages.getOrDefault(number, new byte[0])
          : pages.computeIfAbsent(number, n -> load(live, n));
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private static byte[] load(Memory live, long number) {
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    try {
      return Arrays.copyOf(page.array(), live.read(number * PAGE, page));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static byte[] spoil(byte[] bytes, List<Long> addresses, RandomGenerator random) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = random.nextInt(1, 200); i > 0 && bytes.length >= 8; i--) {
      int at = random.nextInt(bytes.length / 8) * 8;
      switch (random.nextInt(6)) {
        case 0 -> bytes[at + random.nextInt(8)] = (byte) random.nextInt();
        case 1 -> words.putLong(at, random.nextLong());
        case 2 -> words.putLong(at, random.nextLong(1L << random.nextInt(1, 48)));
        case 3 -> words.putLong(at, addresses.get(random.nextInt(addresses.size())) * PAGE + at);
        case 4 -> words.putLong(at, -random.nextLong(1, 16));
        default -> words.putLong(at, words.getLong(random.nextInt(bytes.length / 8) * 8));
      }
    }
    return bytes;
  }
}
