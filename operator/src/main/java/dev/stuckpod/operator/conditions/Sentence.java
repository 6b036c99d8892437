package dev.stuckpod.operator.conditions;

/** What is told to a person ends like a sentence, whoever has put it together. */
public final class Sentence {

  private static final String ENDS = ".!?:;…";

  private Sentence() {}

  /**
   * Gives the text with a full stop where it has no end of its own, cut to what its field holds.
   *
   * @param longest in UTF-16 units
   */
  public static String of(String text, int longest) {
    String whole = of(text);
    if (whole.length() <= longest) {
      return whole;
    }
    int end = longest - 1;
    return whole.substring(0, Character.isHighSurrogate(whole.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** Gives the text with a full stop where it has no end of its own. */
  public static String of(String text) {
    String told = text.strip();
    return told.isEmpty() || ENDS.indexOf(told.charAt(told.length() - 1)) >= 0 ? told : told + ".";
  }
}
