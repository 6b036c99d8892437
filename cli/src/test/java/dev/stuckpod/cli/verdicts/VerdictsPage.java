package dev.stuckpod.cli.verdicts;

import dev.stuckpod.analysis.report.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the page. What it says of a dump is what the analysis says. */
final class VerdictsPage {

  private static final String INTRODUCTION =
      """
      # Reading a verdict

      Each kind of verdict that the analysis can give, by a dump of a real program that got stuck in that way. The programs, and how the dumps were taken, are in
      [corpus](../corpus/README.md). The text is what the command above it prints, here and in `stuckpod show`, the report page and the status of a
      DumpAnalysis, which say the same in the same words. This page is made by a test from these dumps; nobody has typed the examples.

      From the top of a text to its end:

      - **The first line**: what is wrong, how sure that is, and the cause in a sentence. *Proven*: the dump itself says so, or memory says who holds what, and nobody who
        matters has run until a second dump. *Strong*: it follows from what the dump shows. *Suspected*: what is left over; look at the evidence before you act.
      - **The second**: which runtime, how many goroutines or threads, how many of them are known to do nothing, and whether the dump is whole.
      - **Each finding**: the rule that found it, why it cannot go on, who holds and who waits (how many, where, one of them by its number), what was seen, step by step,
        and what to change. Places are the application's own wherever there is one.
      - **The largest groups** of equal stacks, left out below where there is a finding.

      Ask further with [`stuckpod explore`](explore.md). Every word is in [reasons.md](reasons.md); how often the analysis is right, unsure and wrong is in the
      [scoreboard](scoreboard.md).
      """;

  private VerdictsPage() {}

  /**
   * Gives the text.
   *
   * @param examples in their order of the page
   * @param meanings what each verdict means
   */
  static String of(List<Example> examples, Map<Verdict, String> meanings) {
    var page = new StringBuilder(INTRODUCTION);
    page.append("\n| Verdict | Kinds |\n| --- | --- |\n");
    for (Verdict verdict : Verdict.values()) {
      List<String> kinds =
          of(verdict, examples).stream()
              .filter(e -> !e.kind().isEmpty())
              .map(e -> "[%s](#%s)".formatted(e.kind(), e.kind()))
              .distinct()
              .toList();
      page.append("| [%s](#%s) | ".formatted(verdict, anchor(verdict)))
          .append(String.join(", ", kinds))
          .append(" |\n");
    }
    for (Verdict verdict : Verdict.values()) {
      page.append("\n## Verdict ").append(verdict).append("\n\n");
      page.append(meanings.get(verdict)).append("\n\n");
      page.append("*At once:* ").append(Advice.of(verdict)).append('\n');
      String last = "";
      for (Example example : of(verdict, examples)) {
        if (!example.kind().equals(last)) {
          page.append("\n### ").append(example.kind()).append("\n\n");
          page.append(Meaning.of(example.kind())).append('\n');
        }
        last = example.kind();
        append(example, page);
      }
    }
    return page.toString();
  }

  private static void append(Example example, StringBuilder page) {
    page.append("\n    ./stuckpod analyze ").append(example.arguments()).append("\n\n");
    page.append("```text\n").append(example.cut()).append("```\n\n");
    page.append("<!-- picture: ").append(String.join(" ", example.dumps())).append(" -->\n");
    if (!example.kind().isEmpty()) {
      page.append("\n**The fix.** ").append(example.suggestion()).append('\n');
    }
  }

  private static List<Example> of(Verdict verdict, List<Example> examples) {
    return examples.stream().filter(example -> example.verdict() == verdict).toList();
  }

  private static String anchor(Verdict verdict) {
    return "verdict-" + verdict.name().toLowerCase(Locale.ROOT);
  }
}
