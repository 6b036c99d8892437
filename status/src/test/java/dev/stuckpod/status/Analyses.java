package dev.stuckpod.status;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Analyses of any size, all of whose text is made of one thing. */
final class Analyses {

  /** What grows when it is written as JSON, or is no text at all. */
  static final List<String> HOSTILE =
      List.of(
          "x", "é", "漢", "😀", "\"", "\\", "\n", "\u0000", "\u001f", "<", "&", "\u2028", "\ud83d",
          "\ude00", "a😀", "\u202e", "\u200b", "\u009b");

  private Analyses() {}

  /**
   * Makes one.
   *
   * @param many how many of everything that there may be many of
   * @param longest how long every text is
   */
  static Analysis of(String filling, int many, int longest) {
    String text = filling.repeat(Math.ceilDiv(longest, filling.length()));
    Map<String, Integer> states = new LinkedHashMap<>();
    IntStream.range(0, many).forEach(i -> states.put(i + text, 1));
    return new Analysis(
        Analysis.SCHEMA,
        new Analysis.RuntimeInfo(text, text),
        true,
        List.of(),
        new Analysis.Summary(many * 10, many, many, states),
        Verdict.Deadlock,
        text,
        Confidence.Strong,
        repeat(many, finding(text, many)),
        repeat(many, stack(text, many)),
        null,
        null,
        repeat(many, blocker(text, many)),
        repeat(many, new Analysis.Crash(text, text, text, text)));
  }

  private static Finding finding(String text, int many) {
    return new Finding(
        text,
        Kind.AB_BA,
        text,
        text,
        Confidence.Strong,
        new Finding.Resource(text, text, text),
        repeat(
            many,
            new Finding.Participant(
                Role.HOLDER, 7, text, text, text, text, repeat(many, text), text)),
        repeat(many, text),
        text);
  }

  private static Analysis.Blocker blocker(String text, int many) {
    return new Analysis.Blocker(
        repeat(many, new Analysis.Held(text, text, text, text, text)), 3, 7, repeat(many, text));
  }

  private static Analysis.Stack stack(String text, int many) {
    return new Analysis.Stack(
        7, text, 3, false, repeat(many, new Analysis.Line(text, text, 12)), repeat(many, text));
  }

  private static <T> List<T> repeat(int many, T one) {
    return IntStream.range(0, many).mapToObj(_ -> one).toList();
  }
}
