package dev.stuckpod.cli.report.make;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.cli.report.page.Headline;
import dev.stuckpod.cli.report.page.Tone;

/** What is said first, in the words of the text report. */
final class Headlines {

  private Headlines() {}

  static Headline of(Analysis analysis) {
    boolean sure = !analysis.headline().equals(analysis.verdict().toString());
    return new Headline(
        analysis.verdict().toString(),
        sure ? analysis.confidence().toString() : "",
        analysis.cause(),
        sure ? meaning(analysis.confidence()) : "",
        tone(analysis.verdict(), analysis.confidence()));
  }

  static String meaning(Confidence confidence) {
    return switch (confidence) {
      case Proven ->
          "Proven: the dump itself says so; or memory says who holds what, and by a second dump"
              + " none of those who matter has run.";
      case Strong ->
          "Strong: addresses and line order agree, or memory says so of one moment, and nothing in"
              + " the dump speaks against it.";
      case Suspected ->
          "Suspected: inferred by exclusion, or from names. Look at the evidence before you act.";
    };
  }

  static Tone tone(Verdict verdict, Confidence confidence) {
    return switch (verdict) {
      case NothingFound -> Tone.GOOD;
      case Inconclusive -> Tone.UNKNOWN;
      case Deadlock, Starvation -> tone(confidence);
      case Leak, Contention, BusyLoop, WaitingOnPeer -> Tone.WARNING;
    };
  }

  static Tone tone(Confidence confidence) {
    return confidence == Confidence.Suspected ? Tone.WARNING : Tone.BAD;
  }
}
