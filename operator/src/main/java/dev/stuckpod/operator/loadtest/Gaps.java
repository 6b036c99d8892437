package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.reasons.SucceededReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.During;
import dev.stuckpod.operator.loadtest.WindowReport.Gap;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.loadtest.window.ChildState;
import dev.stuckpod.operator.loadtest.window.Ending;
import dev.stuckpod.operator.loadtest.window.Notes;
import dev.stuckpod.operator.loadtest.window.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a window has not seen, beside its pods: for that it is not green. */
final class Gaps {

  private Gaps() {}

  /**
   * Finds the first; null where there is none.
   *
   * @param missing policies that the window names and that are not there
   * @param notes of the window so far
   */
  static @Nullable Gap of(
      LoadTestWindow window,
      List<String> missing,
      Members members,
      Notes notes,
      ChildState child,
      Recorded recorded) {
    return missing.stream()
        .findFirst()
        .map(
            policy ->
                new Gap(
                    SucceededReason.PolicyNotFound,
                    "There is no StuckPolicy %s, which spec.policies names.".formatted(policy)))
        .or(() -> of(members))
        .or(() -> noted(notes))
        .or(() -> load(window, child, recorded))
        .orElse(null);
  }

  private static Optional<Gap> of(Members members) {
    if (!members.unclear().isEmpty()) {
      return Optional.of(new Gap(SucceededReason.ContainerUnclear, members.unclear().getFirst()));
    }
    return members.leftOut() > 0
        ? Optional.of(
            new Gap(
                SucceededReason.TooManyPods,
                "%d pods were not watched: a window watches %d. Narrow its selector."
                    .formatted(members.leftOut(), PodSeries.MOST_PODS)))
        : Optional.empty();
  }

  /** Of pods that are gone: they were not watched when they were there. */
  private static Optional<Gap> noted(Notes notes) {
    return notes.all().stream()
        .filter(note -> note.pod().isEmpty())
        .flatMap(
            note ->
                switch (note.reason()) {
                  case NotSeen ->
                      Stream.of(new Gap(SucceededReason.ContainerUnclear, note.message()));
                  case LeftOut -> Stream.of(new Gap(SucceededReason.TooManyPods, note.message()));
                  default -> Stream.empty();
                })
        .findFirst();
  }

  private static Optional<Gap> load(LoadTestWindow window, ChildState child, Recorded recorded) {
    Ending ending = recorded.ending();
    if (ending == Ending.LoadGone) {
      return Optional.of(
          new Gap(
              SucceededReason.LoadLost,
              "%s was deleted before it said how the load ended.".formatted(load(window))));
    }
    if (ending != Ending.DeadlinePassed || recorded.loadSeen() || !follows(window)) {
      return Optional.empty();
    }
    return switch (child) {
      case NotThere ->
          Optional.of(
              new Gap(SucceededReason.LoadNotFound, "%s was never there.".formatted(load(window))));
      case Waiting ->
          Optional.of(
              new Gap(SucceededReason.LoadNotBegun, "%s never began.".formatted(load(window))));
      case Running, Done, Failed, Unreadable -> Optional.empty();
    };
  }

  private static boolean follows(LoadTestWindow window) {
    During during = window.getSpec().during();
    return during != null && (during.testRun() != null || during.job() != null);
  }

  private static String load(LoadTestWindow window) {
    During during = window.getSpec().during();
    if (during == null) {
      return "The load";
    }
    if (during.testRun() != null) {
      return "TestRun " + during.testRun().name();
    }
    return during.job() == null ? "The load" : "Job " + during.job().name();
  }
}
