package dev.stuckpod.text;

/**
 * The beginning of a text that is too long, never with half a character at its end. It is no more
 * fit to be shown than the text was.
 */
public final class Cut {

  private static final String ELLIPSIS = "…";

  private Cut() {}

  /**
   * Keeps so much, and nothing that says so.
   *
   * @param most in UTF-16 units
   */
  public static String bare(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Math.max(0, most);
    boolean halves = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, halves ? end - 1 : end);
  }

  /**
   * Keeps so much and ends with an ellipsis, which comes on top.
   *
   * @param most in UTF-16 units, without the ellipsis
   */
  public static String marked(String text, int most) {
    return text.length() <= most ? text : bare(text, most) + ELLIPSIS;
  }
}
