package dev.stuckpod.goroutines.text;

import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The profiler labels of a goroutine: a slice of pairs of strings, sorted (internal/runtime/pprof/
 * label), printed from Go 1.27 on.
 */
final class Labels {

  private static final int MOST = 64;
  private static final int LONGEST = 256;

  private final Memory memory;
  private final Block slice = new Block(16);
  private final Block pair = new Block(32);
  private final Block text = new Block(LONGEST);

  Labels(Memory memory) {
    this.memory = memory;
  }

  /** Prints them as goroutineheader does; nothing where there are none. */
  void print(long set, Text out) throws IOException {
    if (set == 0 || !slice.load(memory, set) || slice.u64(8) <= 0) {
      return;
    }
    int mark = out.mark();
    out.add(" {");
    long count = Math.min(slice.u64(8), MOST);
    for (int i = 0; i < count; i++) {
      if (!pair.load(memory, slice.u64(0) + 32L * i)) {
        out.reset(mark);
        return;
      }
      out.add(i == 0 ? "" : ", ");
      print(pair.u64(0), pair.u64(8), out);
      out.add(": ");
      print(pair.u64(16), pair.u64(24), out);
    }
    out.add(slice.u64(8) > MOST ? ", ...}" : "}");
  }

  private void print(long address, long length, Text out) throws IOException {
    int size = (int) Math.max(0, Math.min(length, LONGEST));
    text.load(memory, address, size);
    boolean plain = true;
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) text.u8(i);
      plain &= isPlain(bytes[i]);
    }
    if (plain) {
      out.add(bytes);
    } else {
      quote(new String(bytes, StandardCharsets.UTF_8), out);
    }
  }

  private static boolean isPlain(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '.'
        || b == '/'
        || b == '_';
  }

  /** As runtime.printquoted does, but for bytes that are not UTF-8. */
  private static void quote(String text, Text out) {
    out.add('"');
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> out.add("\\n");
                case '\r' -> out.add("\\r");
                case '\t' -> out.add("\\t");
                case '\\', '"' -> out.add('\\').add((char) c);
                default -> {
                  if (c >= ' ' && c <= '~') {
                    out.add((char) c);
                  } else {
                    out.add(
                        String.format(
                            c < 127 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                  }
                }
              }
            });
    out.add('"');
  }
}
