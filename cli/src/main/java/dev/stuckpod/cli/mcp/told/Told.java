package dev.stuckpod.cli.mcp.told;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.text.ScreenText;
import org.jspecify.annotations.Nullable;

/**
 * An answer, however long it is. What is in {@code from} and {@code text} was named by strangers;
 * all else is of this program.
 *
 * @param verdict what is wrong in one word; null where nothing is judged
 * @param confidence in the verdict; null where there is none, or nobody is sure of nothing
 * @param sure how far it can be relied on, a sentence
 * @param from where the text comes from
 * @param text the answer, in the words of the other commands
 */
public record Told(
    @Nullable Verdict verdict,
    @Nullable Confidence confidence,
    String sure,
    String from,
    ScreenText text) {

  /** Tells what nobody has judged. */
  public static Told plain(String sure, String from, ScreenText text) {
    return new Told(null, null, sure, from, text);
  }

  /** Tells what was concluded. */
  public static Told of(Analysis analysis, String from, ScreenText text) {
    boolean nobody = analysis.headline().equals(analysis.verdict().toString());
    Confidence confidence = nobody ? null : analysis.confidence();
    return new Told(analysis.verdict(), confidence, sure(confidence), from, text);
  }

  private static String sure(@Nullable Confidence confidence) {
    return switch (confidence) {
      case null -> "No cause was found; that does not show that there is none.";
      case Suspected ->
          "Suspected: inferred by exclusion, or from names. Look further before anything is done.";
      case Strong ->
          "Strong: addresses and the order of lines agree, or memory says so of one moment, and"
              + " nothing in the dump speaks against it.";
      case Proven ->
          "Proven: the dump itself says so, or memory says who holds what and none of those who"
              + " matter has run.";
    };
  }
}
