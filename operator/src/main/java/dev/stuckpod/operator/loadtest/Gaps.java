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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a window has not seen, beside its pods: for that it is not green. */
final class Gaps {

  private Gaps() {}

  /** Finds the first; null where there is none. */
  static @Nullable Gap of(
      LoadTestWindow window,
      Members members,
      WindowMemory memory,
      ChildState child,
      Recorded recorded) {
    List<String> named = Objects.requireNonNullElse(window.getSpec().policies(), List.<String>of());
    List<String> there =
        named.isEmpty()
            ? List.of()
            : memory.policies().in(window.getMetadata().getNamespace()).stream()
                .map(one -> one.getMetadata().getName())
                .toList();
    for (String policy : named) {
      if (!there.contains(policy)) {
        return new Gap(
            SucceededReason.PolicyNotFound,
            "There is no StuckPolicy %s, which spec.policies names.".formatted(policy));
      }
    }
    return of(members)
        .or(() -> noted(memory.notes()))
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
