package dev.stuckpod.operator.publish;

import org.jspecify.annotations.Nullable;

/** Cuts text to what the API allows. */
final class Text {

  private static final char UNREADABLE = '\uFFFD';

  private Text() {}

  /**
   * Cuts a text so that what is left is whole characters: half of a pair is no text, and cannot be
   * written as UTF-8.
   *
   * @param longest in UTF-16 units, which are never fewer than the characters that the API counts
   */
  static String cut(@Nullable String text, int longest) {
    String whole = readable(text == null ? "" : text);
    if (whole.length() <= longest) {
      return whole;
    }
    int end = longest - 1;
    return whole.substring(0, Character.isHighSurrogate(whole.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  private static String readable(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, UNREADABLE);
      }
    }
    return mended == null ? text : mended.toString();
  }
}
