package dev.stuckpod.operator.history;

import static dev.stuckpod.operator.history.Rules.course;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.HistoryLine;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.Course;
import dev.stuckpod.operator.readings.Courses.Told;
import dev.stuckpod.status.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of an answer stands in the object. */
class WrittenTest {

  @Test
  void eachMetricsLineIsFollowedByThatOfTheSiblingThatWorks() {
    History history =
        write(
            new Told.Given(
                List.of(
                    course("a", "clients", "9 9 9 9 9"),
                    course("b", "clients", "8 8 8 8 8"),
                    course("c", "clients", "7 7 7 7 7"),
                    course("a", "sent", "1 2 2 2 2"),
                    course("b", "sent", "1 2 3 - 5"),
                    course("c", "sent", "1 2 2 2 2"),
                    course("a", "routines", "4 4 4 4 4")),
                0));

    assertThat(history)
        .isEqualTo(
            new History(
                "2026-01-15T12:00:00Z",
                "1s",
                "2026-01-15T12:00:02Z",
                "2026-01-15T12:00:04Z",
                List.of(
                    new HistoryLine("clients", "a", "9 9 9 9 9"),
                    new HistoryLine("clients", "b", "8 8 8 8 8"),
                    new HistoryLine("sent", "a", "1 2 2 2 2"),
                    new HistoryLine("sent", "b", "1 2 3 - 5"),
                    new HistoryLine("routines", "a", "4 4 4 4 4")),
                null));
  }

  @Test
  void whyThereIsNoneIsSaid() {
    assertThat(
            write(
                new Told.Missing(
                    new Answer.Missing(Failure.SourceUnreachable, "It does not answer."))))
        .isEqualTo(
            new History(
                null,
                null,
                null,
                null,
                null,
                "How the readings were before is not here: It does not answer."));
    assertThat(write(new Told.Given(List.of(course("b", "sent", "1 2 3 4 5")), 0)).message())
        .isEqualTo("The source of metrics has nothing of this pod and time.");
  }

  @Test
  void whatWasNotAskedForIsCounted() {
    assertThat(write(new Told.Given(List.of(course("a", "sent", "1 2 2 2 2")), 3)).message())
        .isEqualTo("The rule has 3 more metrics.");
  }

  /** Names that are as long as they may be, of characters that weigh six bytes each. */
  @Test
  void theObjectDoesNotGrowBeyondWhatIsMeantForIt() {
    var courses = new ArrayList<Course>();
    for (int i = 0; i < 8; i++) {
      String metric = i + "<".repeat(600);
      courses.add(new Course(metric, "a", Collections.nCopies(40, -1.2345678901234568E-300)));
      courses.add(new Course(metric, "b", Collections.nCopies(40, -1.2345678901234568E-300)));
    }

    History history = write(new Told.Given(courses, 0));

    assertThat(Weight.of(history)).isLessThan(17 << 10);
    assertThat(history.lines()).isNotEmpty().hasSizeLessThan(8);
    assertThat(history.lines())
        .allSatisfy(
            line -> {
              assertThat(line.metric()).hasSizeLessThanOrEqualTo(512);
              assertThat(line.values()).hasSizeLessThanOrEqualTo(1024);
            });
    assertThat(history.message()).isEqualTo("For 5 more lines there was no room.");
  }

  private static History write(Told told) {
    return Written.of(told, Rules.FIVE, Rules.NO_PROGRESS, "a");
  }
}
