package dev.stuckpod.analysis.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight bytes at once give what one at a time would. */
class BytesTest {

  private static final String ALPHABET = "\u0000\u0001\u007f\u0080\u00ff :abc";

  @Test
  void searchesAgreeWithThoseOfStrings() {
    Random random = new Random(42);
    for (int turn = 0; turn < 20_000; turn++) {
      String text = text(random, random.nextInt(40));
      byte[] b = Bytes.of(text);
      int from = random.nextInt(text.length() + 1);
      int to = from + random.nextInt(text.length() - from + 1);
      String range = text.substring(from, to);
      String what = text(random, 1 + random.nextInt(3)).replaceAll("[^ -\u007f]", ":");

      assertThat(Bytes.indexOf(b, from, to, what.charAt(0)))
          .isEqualTo(at(from, range.indexOf(what.charAt(0))));
      assertThat(Bytes.lastIndexOf(b, from, to, what.charAt(0)))
          .isEqualTo(at(from, range.lastIndexOf(what.charAt(0))));
      assertThat(Bytes.indexOf(b, from, to, Bytes.of(what)))
          .isEqualTo(at(from, range.indexOf(what)));
    }
  }

  @Test
  void hexDigitsAreRead() {
    Random random = new Random(42);
    for (int turn = 0; turn < 2_000; turn++) {
      long n = random.nextLong() >>> random.nextInt(64);
      byte[] b = ("0x" + Long.toHexString(n) + "?").getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Bytes.hexEnd(b, 2, b.length)).isEqualTo(b.length - 1);
      assertThat(Bytes.hex(b, 2, b.length - 1)).isEqualTo(n);
    }
    byte[] capitals = Bytes.of("ABCDEF0123456789");
    assertThat(Bytes.hex(capitals, 0, 16)).isEqualTo(0xABCDEF0123456789L);
  }

  private static int at(int from, int index) {
    return index < 0 ? -1 : from + index;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
