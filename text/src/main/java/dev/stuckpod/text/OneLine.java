package dev.stuckpod.text;

import java.nio.charset.StandardCharsets;

/**
 * One line for whatever shows text as it is: a terminal, an Event, a condition, the fields of an
 * object.
 */
public final class OneLine implements Fit {

  private static final char ELLIPSIS = '…';
  private static final int ELLIPSIS_BYTES = 3;

  private final String text;

  private OneLine(String text) {
    this.text = text;
  }

  /** Makes a stranger's text fit; what is fit stays as it is. */
  public static OneLine of(String foreign) {
    if (Unfit.isFit(foreign)) {
      return new OneLine(foreign);
    }
    var fit = new StringBuilder(foreign.length());
    Unfit.inOneLine(foreign, fit::appendCodePoint);
    return new OneLine(fit.toString());
  }

  /**
   * Cuts it, between whole characters.
   *
   * @param longest in UTF-16 units, which are never fewer than the characters that the API counts
   */
  public OneLine within(int longest) {
    if (text.length() <= longest) {
      return this;
    }
    return new OneLine(longest < 1 ? "" : Cut.marked(text, longest - 1));
  }

  /**
   * Cuts it, between whole characters.
   *
   * @param longest in bytes of UTF-8
   */
  public OneLine withinBytes(int longest) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= longest) {
      return this;
    }
    int left = longest - ELLIPSIS_BYTES;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      left -= Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (left < 0) {
        break;
      }
      end += Character.charCount(c);
    }
    return new OneLine(longest < ELLIPSIS_BYTES ? "" : text.substring(0, end) + ELLIPSIS);
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
