package dev.stuckpod.cli.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.loadtest.report.Report.Fate;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a window's status comes to, and what the gate exits with. */
class ReportsTest {

  private static final String OVER =
      """
      conditions:
      - {type: Completed, status: "True", reason: Settled}
      - {type: Succeeded, status: "%s", reason: %s, message: "Says the window."}
      result: %s
      pods: {watched: %d, stuck: %d, recovered: 0, restarted: %d, unknown: %d}
      watched: [a, b]
      """;

  private static final String OPEN =
      """
      conditions:
      - {type: Open, status: "True", reason: Open}
      - {type: Completed, status: "False", reason: LoadRunning}
      - {type: Succeeded, status: "Unknown", reason: Undecided, message: "No pod is stuck so far."}
      startedAt: "2026-01-15T14:00:00Z"
      pods: {watched: 2, stuck: 0, recovered: 0, restarted: 0, unknown: 0}
      watched: [a, b]
      """;

  private static final String INCIDENT =
      """
      incidents:
      - {pod: b, since: "2026-01-15T14:02:11Z", noticedBy: locks, verdict: Deadlock, confidence: %s, cause: "A lock."}
      """;

  /** Nothing is green but a window that is over, has watched pods and says so. */
  @ParameterizedTest
  @CsvSource({
    "NothingStuck, Succeeded, 2, 0, 0, 0,   Succeeded, 7",
    "Stuck,        Stuck,     2, 1, 0, 0,   Stuck,     1",
    "NoSidecar,    Unknown,   2, 0, 0, 1,   Unknown,   2",
    "NoPods,       Unknown,   0, 0, 0, 0,   Unknown,   2",
    "NothingStuck, Succeeded, 0, 0, 0, 0,   Unknown,   2",
  })
  void aWindowThatIsOverCounts(
      String reason,
      String said,
      int watched,
      int stuck,
      int restarted,
      int unknown,
      Result result,
      int exit) {
    String status = OVER.formatted("x", reason, said, watched, stuck, restarted, unknown);

    assertThat(Reports.of(Runs.of(status)).result()).isEqualTo(result);
    assertThat(exit(status, 7)).isEqualTo(exit);
  }

  @Test
  void aWindowThatIsNotOverIsNotGreenWhateverItSays() {
    for (String status : List.of(OPEN, OPEN + "result: Succeeded\n", "{}", "result: Succeeded\n")) {
      Report report = Reports.of(Runs.of(status));

      assertThat(report.result()).as(status).isEqualTo(Result.Unknown);
      assertThat(report.pods()).extracting(Pod::result).doesNotContain(Fate.OK);
      assertThat(Verdict.of(report).exit()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"Strong, Stuck, 1", "Proven, Stuck, 1", "NewWord, Stuck, 1", "Suspected, Unknown, 2"})
  void whatIsProvenWhenTheWindowIsLostIsStuckAllTheSame(
      String confidence, Result result, int exit) {
    Report report =
        Reports.of(
            Runs.givenUp(
                OPEN + INCIDENT.formatted(confidence), "The window was deleted meanwhile"));

    assertThat(report.result()).isEqualTo(result);
    assertThat(report.sentence()).endsWith("The window was deleted meanwhile");
    assertThat(Verdict.of(report).exit()).isEqualTo(exit);
    assertThat(report.pods()).extracting(Pod::result).doesNotContain(Fate.OK);
  }

  @Test
  void aGreenWindowWhoseEndWasNotSeenIsNotGreen() {
    String status = OVER.formatted("True", "NothingStuck", "Succeeded", 2, 0, 0, 0);

    assertThat(Reports.of(Runs.givenUp(status, "Interrupted")).result()).isEqualTo(Result.Unknown);
  }

  @Test
  void withoutAWindowNothingIsKnownOfAnyPod() {
    Report report = Reports.of(Runs.givenUp(null, "No operator."));

    assertThat(report.result()).isEqualTo(Result.Unknown);
    assertThat(report.pods())
        .extracting(Pod::name, Pod::result)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", Fate.UNKNOWN),
            org.assertj.core.groups.Tuple.tuple("b", Fate.UNKNOWN));
    assertThat(Verdict.of(report).line()).isEqualTo("stuckpod: Unknown: No operator (exit 2)");
  }

  /** A note about b, and what is then said of a and of b. */
  @ParameterizedTest
  @CsvSource({
    "Succeeded, NothingStuck,   0, Joined,     OK,      OK",
    "Succeeded, NothingStuck,   0, Restarted,  OK,      RESTARTED",
    "Succeeded, NothingStuck,   0, OOMKilled,  OK,      RESTARTED",
    "Unknown,   NobodyLooked,   1, NotSeen,    OK,      UNKNOWN",
    "Unknown,   NoSidecar,      1, NotSeen,    OK,      UNKNOWN",
    "Unknown,   NoSidecar,      2, NotSeen,    UNKNOWN, UNKNOWN",
    "Unknown,   NoSidecar,      1, OfALater,   UNKNOWN, UNKNOWN",
    "Succeeded, NothingStuck,   0, OfALater,   OK,      OK",
    "Succeeded, NothingStuck,   0, ProbeFailed, OK,     OK",
    "Unknown,   NoReading,      1, Joined,     UNKNOWN, UNKNOWN",
    "Unknown,   DeadlinePassed, 0, Restarted,  UNKNOWN, UNKNOWN",
    "Unknown,   DeadlinePassed, 1, NotSeen,    UNKNOWN, UNKNOWN",
  })
  void whatCannotBeToldOfAPodIsNotWell(
      String result, String reason, int unknown, String note, Fate a, Fate b) {
    String status =
        OVER.formatted("x", reason, result, 2, 0, 0, unknown)
            + "notes: [{pod: b, reason: %s, message: x}]\n".formatted(note);

    List<Pod> pods = Reports.of(Runs.of(status)).pods();

    assertThat(pods)
        .filteredOn(pod -> pod.name().equals("a"))
        .extracting(Pod::result)
        .containsExactly(a);
    assertThat(pods)
        .filteredOn(pod -> pod.name().equals("b"))
        .extracting(Pod::result)
        .containsExactly(b);
  }

  /** The load's own code counts only where nothing else is to be said. */
  @ParameterizedTest
  @CsvSource({
    "Succeeded, 0,   0, 'stuckpod: Succeeded: Says the window (exit 0)'",
    "Succeeded, ,    0, 'stuckpod: Succeeded: Says the window (exit 0)'",
    "Succeeded, 99,  99, 'stuckpod: Succeeded: Says the window, and the load itself ended with 99"
        + " (exit 99)'",
    "Succeeded, 130, 130, 'stuckpod: Succeeded: Says the window, and the load itself ended with 130"
        + " (exit 130)'",
    "Unknown,   0,   2, 'stuckpod: Unknown: Says the window (exit 2)'",
    "Unknown,   99,  2, 'stuckpod: Unknown: Says the window (exit 2)'",
    "Stuck,     0,   1, 'stuckpod: Stuck: pod b since 14:02:11, A lock (exit 1)'",
    "Stuck,     99,  1, 'stuckpod: Stuck: pod b since 14:02:11, A lock (exit 1)'",
  })
  void theLastLineSaysWhichAndWhy(String result, @Nullable Integer load, int exit, String line) {
    String status =
        OVER.formatted("x", "Says", result, 2, 1, 0, 0)
            + (result.equals("Stuck") ? INCIDENT.formatted("Strong") : "");

    Verdict verdict = Verdict.of(report(status, load));

    assertThat(verdict.line()).isEqualTo(line);
    assertThat(verdict.exit()).isEqualTo(exit);
  }

  @Test
  void severalStuckPodsAreCounted() {
    String status =
        OVER.formatted("False", "Stuck", "Stuck", 2, 2, 0, 0)
            + INCIDENT.formatted("Strong")
            + "- {pod: a, confidence: Proven}\n- {pod: b, confidence: Proven, cause: again}\n";

    Report report = Reports.of(Runs.of(status));

    assertThat(report.pods()).extracting(Pod::name).containsExactly("b", "a");
    assertThat(Verdict.of(report).line()).contains("pod b since 14:02:11, A lock.; and 1 more");
  }

  private static int exit(String status, int load) {
    return Verdict.of(report(status, load)).exit();
  }

  private static Report report(String status, @Nullable Integer load) {
    LoadFacts facts =
        new LoadFacts(Runs.LOAD.command(), load, Runs.LOAD.startedAt(), Runs.LOAD.endedAt());
    Run run = Runs.of(status);
    return Reports.of(
        new Run(run.namespace(), run.window(), facts, null, run.pods(), run.analyses(), null));
  }
}
