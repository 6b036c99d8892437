package dev.stuckpod.text;

import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;

/** Tells which characters are fit to be shown anywhere; whatever makes text fit asks here. */
final class Unfit {

  /** What stands where something unfit was. */
  static final char MARK = '\uFFFD';

  private static final int NEXT_LINE = 0x85;

  private Unfit() {}

  /** Whether a character ends a line, or moves to another place in one. */
  static boolean breaksLine(int c) {
    return c >= '\t' && c <= '\r' || c == NEXT_LINE || c == '\u2028' || c == '\u2029';
  }

  /**
   * Whether a character has no place in text that is shown: it steers what shows it, turns the
   * direction of others, cannot be seen, or is half of one.
   */
  static boolean isUnfit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT, // directions, zero-width characters, tags
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> isInvisible(c);
    };
  }

  /** What Unicode lets nobody see (Default_Ignorable_Code_Point) and is no format character. */
  private static boolean isInvisible(int c) {
    return c == 0x034F // joins graphemes
        || c == 0x115F // the fillers of Hangul
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0
        || c == 0x17B4
        || c == 0x17B5
        || c >= 0x180B && c <= 0x180F
        || c == 0x2065
        || c >= 0xFE00 && c <= 0xFE0F // variants
        || c >= 0xFFF0 && c <= 0xFFF8
        || c >= 0xE0000 && c <= 0xE0FFF;
  }

  /** Whether a text is fit as it is, and in one line. */
  static boolean isFit(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isUnfit(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /** Goes over the characters; what is unfit comes as the mark, what breaks a line as a blank. */
  static void inOneLine(String text, IntConsumer out) {
    boolean broken = false;
    for (PrimitiveIterator.OfInt all = text.codePoints().iterator(); all.hasNext(); ) {
      int c = all.nextInt();
      if (!breaksLine(c)) {
        out.accept(isUnfit(c) ? MARK : c);
      } else if (!broken) {
        out.accept(' ');
      }
      broken = breaksLine(c);
    }
  }
}
