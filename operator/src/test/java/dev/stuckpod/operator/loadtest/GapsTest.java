package dev.stuckpod.operator.loadtest;

import static dev.stuckpod.operator.loadtest.Watching.START;
import static dev.stuckpod.operator.loadtest.Watching.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import dev.stuckpod.operator.loadtest.WindowReport.Gap;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.window.ChildState;
import dev.stuckpod.operator.loadtest.window.Ending;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.Notes;
import dev.stuckpod.operator.loadtest.window.Recorded;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a window has not seen, row by row. */
class GapsTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Members ALL_SEEN = new Members(List.of(), List.of(), List.of(), 0);
  private static final String UNCLEAR = "Pod a has the containers b, c: set spec.container.";
  private static final String JOB = "during: {job: {name: load}}";
  private static final String TEST_RUN = "during: {testRun: {name: soak}}";

  record Row(
      String what,
      String spec,
      List<String> missing,
      Members members,
      Notes notes,
      ChildState child,
      Recorded recorded,
      @Nullable String expected) {

    Row(String what, String spec, @Nullable String expected) {
      this(
          what,
          spec,
          List.of(),
          ALL_SEEN,
          Notes.NONE,
          ChildState.NotThere,
          new Recorded(START, true, at(50), Ending.LoadEnded, null),
          expected);
    }

    Row missing(String... policies) {
      return new Row(what, spec, List.of(policies), members, notes, child, recorded, expected);
    }

    Row members(List<String> unclear, int leftOut) {
      var some = new Members(List.of(), List.of(), unclear, leftOut);
      return new Row(what, spec, missing, some, notes, child, recorded, expected);
    }

    Row noted(String pod, NoteReason reason, String message) {
      Notes more = notes.with(new Note(pod, reason, message, START));
      return new Row(what, spec, missing, members, more, child, recorded, expected);
    }

    Row ended(Ending ending, ChildState state, boolean loadSeen) {
      var ended = new Recorded(START, loadSeen, at(50), ending, null);
      return new Row(what, spec, missing, members, notes, state, ended, expected);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("all was seen", "{}", null),
        new Row(
                "a policy is not there",
                "policies: [hub, till]",
                "PolicyNotFound: There is no StuckPolicy till, which spec.policies names.")
            .missing("till"),
        new Row("all policies are", "policies: [hub]", null),
        new Row("it is unclear what to watch", "{}", "ContainerUnclear: " + UNCLEAR)
            .members(List.of(UNCLEAR, "Another."), 0),
        new Row("it was, of a pod that is gone", "{}", "ContainerUnclear: " + UNCLEAR)
            .noted("", NoteReason.NotSeen, UNCLEAR),
        new Row("of a pod itself its account tells", "{}", null)
            .noted("a", NoteReason.NotSeen, "Its sidecar did not answer."),
        new Row(
                "too many",
                "{}",
                "TooManyPods: 7 pods were not watched: a window watches 200. Narrow its selector.")
            .members(List.of(), 7),
        new Row("there were too many", "{}", "TooManyPods: 7 more pods.")
            .noted("", NoteReason.LeftOut, "7 more pods."),
        new Row(
                "the load was deleted",
                JOB,
                "LoadLost: Job load was deleted before it said how the load ended.")
            .ended(Ending.LoadGone, ChildState.NotThere, true),
        new Row("it was never there", JOB, "LoadNotFound: Job load was never there.")
            .ended(Ending.DeadlinePassed, ChildState.NotThere, false),
        new Row("so was the TestRun", TEST_RUN, "LoadNotFound: TestRun soak was never there.")
            .ended(Ending.DeadlinePassed, ChildState.NotThere, false),
        new Row("it waited for ever", TEST_RUN, "LoadNotBegun: TestRun soak never began.")
            .ended(Ending.DeadlinePassed, ChildState.Waiting, false),
        new Row("it ran for ever", TEST_RUN, null)
            .ended(Ending.DeadlinePassed, ChildState.Running, true),
        new Row("it has run, and waits", JOB, null)
            .ended(Ending.DeadlinePassed, ChildState.Waiting, true),
        new Row("nobody says what it does", JOB, null)
            .ended(Ending.DeadlinePassed, ChildState.Unreadable, false),
        new Row("nobody closed it", "{}", null)
            .ended(Ending.DeadlinePassed, ChildState.NotThere, false),
        new Row("it has failed", JOB, null).ended(Ending.LoadFailed, ChildState.Failed, true));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void are(Row row) {
    var window = new LoadTestWindow();
    window.setSpec(YAML.unmarshal(row.spec(), LoadTestWindowSpec.class));
    Gap gap =
        Gaps.of(window, row.missing(), row.members(), row.notes(), row.child(), row.recorded());
    assertThat(gap == null ? null : gap.reason() + ": " + gap.sentence()).isEqualTo(row.expected());
  }
}
