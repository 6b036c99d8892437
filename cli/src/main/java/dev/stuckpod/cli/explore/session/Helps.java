package dev.stuckpod.cli.explore.session;

import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.expression.Field;
import dev.stuckpod.cli.explore.word.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can be asked. */
final class Helps {

  private Helps() {}

  /** Tells of all words, or of one and what can stand in it. */
  static Answer of(String word) {
    List<Answer.Entry> entries = new ArrayList<>();
    Word one = Word.of(word);
    for (Word each : Word.values()) {
      if (one == null || one == each) {
        for (String given : each.given().split(", ")) {
          entries.add(new Answer.Entry((each.typed() + " " + given).strip(), each.about()));
        }
      }
    }
    if (one == null || one.given().contains("EXPR")) {
      entries.add(
          new Answer.Entry(
              "EXPR",
              "such as state == 'chan receive' && minutes > 10, or contains(trace, 'Hub')"));
      Arrays.stream(Field.values())
          .map(field -> new Answer.Entry("  " + field.word(), field.about()))
          .forEach(entries::add);
      entries.add(new Answer.Entry("  == != < <= > >=", "compare; =~ and !~ with a pattern"));
      entries.add(
          new Answer.Entry(
              "  contains(a, b)",
              "a.contains(b) is the same; startsWith, endsWith, matches, lower, upper, size"));
      entries.add(new Answer.Entry("  in ['a', 'b']", "is one of these"));
    }
    if (one == null) {
      entries.add(
          new Answer.Entry(
              "a = load(\"FILE\")",
              "the forms of goroutine-inspect: a.show(), a.dedup(), l, c, r = a.diff(b), …"));
    }
    return new Answer.Help(entries);
  }
}
