package dev.stuckpod.cli.scoreboard;

import dev.stuckpod.cli.scoreboard.Score.Result;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/** The table of all scores with its totals, as Markdown. */
final class Scoreboard {
  private Scoreboard() {}

  static String text(List<Score> scores, List<String> skipped) {
    StringBuilder text =
        new StringBuilder("| dump | expected | got | result |\n|---|---|---|---|\n");
    for (Score s : scores) {
      text.append(
          "| %s | %s%s | %s | %s |\n"
              .formatted(
                  s.file(),
                  s.label().category() == null
                      ? "none"
                      : s.label().category().label() + ", " + s.label().subclass(),
                  Boolean.FALSE.equals(s.label().visible()) ? " (not visible)" : "",
                  s.got(),
                  s.result().name().toLowerCase(Locale.ROOT)));
    }
    List<Score> visible =
        scores.stream().filter(s -> Objects.equals(s.label().visible(), true)).toList();
    List<Score> none = scores.stream().filter(s -> s.label().category() == null).toList();
    text.append(
        "\n%d dumps: %d right, %d unsure, %d wrong (%d of them at Strong or Proven); false alarms %d of %d\n"
            .formatted(
                scores.size(),
                count(scores, Result.RIGHT),
                count(scores, Result.UNSURE),
                count(scores, Result.WRONG),
                count(scores, s -> s.result() == Result.WRONG && s.sure()),
                count(none, Result.WRONG),
                none.size()));
    if (!visible.isEmpty()) {
      text.append(
          "where the holder or partner is visible: class right in %d of %d, kind in %d\n"
              .formatted(
                  count(visible, Score::classRight), visible.size(), count(visible, Result.RIGHT)));
    }
    skipped.forEach(s -> text.append("skipped ").append(s).append('\n'));
    return text.toString();
  }

  private static long count(List<Score> scores, Result result) {
    return count(scores, s -> s.result() == result);
  }

  private static long count(List<Score> scores, Predicate<Score> which) {
    return scores.stream().filter(which).count();
  }
}
