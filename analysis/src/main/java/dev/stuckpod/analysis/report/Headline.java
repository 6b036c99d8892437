package dev.stuckpod.analysis.report;

/** What is wrong in one word, with how sure that is; of nothing nobody is sure. */
public final class Headline {

  private Headline() {}

  /**
   * Gives it of an analysis of which only this is known.
   *
   * @param found whether there are findings
   */
  public static String of(String verdict, String confidence, boolean found) {
    boolean nothing =
        !found
            && (verdict.equals(Verdict.NothingFound.name())
                || verdict.equals(Verdict.Inconclusive.name()));
    return nothing ? verdict : "%s (%s)".formatted(verdict, confidence);
  }
}
