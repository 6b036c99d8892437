package dev.stuckpod.operator.history;

import static dev.stuckpod.operator.history.Rules.course;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.readings.Course;
import dev.stuckpod.operator.rules.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is shown beside a stuck pod, called a. */
class SiblingTest {

  record Row(String name, Rule rule, String sibling, List<Course> courses) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(String name, Rule rule, String sibling, Course... courses) {
    return new Row(name, rule, sibling, List.of(courses));
  }

  static Stream<Row> rows() {
    Course stuck = course("a", "sent", "1 2 2 2 2");
    return Stream.of(
        row("nobody else", Rules.NO_PROGRESS, "", stuck),
        row("one that sends", Rules.NO_PROGRESS, "b", stuck, course("b", "sent", "1 2 3 4 5")),
        row(
            "of two the one that does more",
            Rules.NO_PROGRESS,
            "c",
            course("b", "sent", "1 2 3 3 3"),
            course("c", "sent", "1 2 3 4 5")),
        row(
            "of two that do the same the first by name",
            Rules.NO_PROGRESS,
            "b",
            course("c", "sent", "1 2 3 4 5"),
            course("b", "sent", "1 2 3 4 5")),
        row(
            "one that is stuck as well is none",
            Rules.NO_PROGRESS,
            "",
            course("b", "sent", "1 2 2 2 2")),
        row(
            "what moved only before counts not",
            Rules.NO_PROGRESS,
            "",
            course("b", "routines", "1 2 3 3 3")),
        row(
            "a gauge that ought to move counts",
            Rules.NO_PROGRESS,
            "b",
            course("b", "routines", "1 1 1 2 1")),
        row(
            "work that is held is no work that is done",
            Rules.NO_PROGRESS,
            "",
            course("b", "clients", "1 2 3 4 5")),
        row("gaps are no moves", Rules.NO_PROGRESS, "", course("b", "sent", "2 - 2 - 2")),
        row("moves beyond a gap are", Rules.NO_PROGRESS, "b", course("b", "sent", "1 - 2 - 3")),
        row(
            "one that answers scrapes",
            Rules.HANG,
            "c",
            course("a", "up", "1 0 0 0 0"),
            course("b", "up", "1 1 1 0 1"),
            course("c", "up", "0 1 1 1 1")),
        row("durations do not count", Rules.HANG, "", course("b", "scrape_duration_seconds", "1")),
        row("of a query nobody knows", Rules.OWN, "", course("b", "stuck > 0", "1 2 3 4 5")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isTheOneThatWorks(Row row) {
    assertThat(Sibling.of(row.rule(), row.courses(), "a", Rules.FIVE).orElse(""))
        .isEqualTo(row.sibling());
  }
}
