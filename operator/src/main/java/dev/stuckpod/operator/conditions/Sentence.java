package dev.stuckpod.operator.conditions;

import dev.stuckpod.text.OneLine;

/**
 * What is told to a person ends like a sentence, whoever has put it together, and is fit to be
 * shown, whatever was named in it.
 */
public final class Sentence {

  private static final String ENDS = ".!?:;…";

  private Sentence() {}

  /**
   * Gives the text with a full stop where it has no end of its own, cut to what its field holds.
   *
   * @param longest in UTF-16 units
   */
  public static String of(String text, int longest) {
    return of(text).within(longest).text();
  }

  /** Gives the text with a full stop where it has no end of its own. */
  public static OneLine of(String text) {
    String told = OneLine.of(text).text().strip();
    boolean ends = told.isEmpty() || ENDS.indexOf(told.charAt(told.length() - 1)) >= 0;
    return OneLine.of(ends ? told : told + ".");
  }
}
