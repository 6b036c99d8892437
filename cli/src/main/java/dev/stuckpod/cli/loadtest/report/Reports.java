package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.cli.loadtest.report.Report.Fate;
import dev.stuckpod.cli.loadtest.report.Report.Load;
import dev.stuckpod.cli.loadtest.report.Report.Note;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the report of a run: what cannot be told is never green. */
public final class Reports {

  private static final String NOT_OVER = "The window is not over.";

  private Reports() {}

  /** Sums up. */
  public static Report of(Run run) {
    var seen = new Seen(run.window());
    Result result = result(run, seen);
    List<Pod> pods = Fates.of(seen, result, run.pods());
    return new Report(
        Report.SCHEMA,
        result,
        sentence(run, seen, result, pods),
        load(run, seen),
        pods,
        seen.notes().stream().map(n -> new Note(n.pod(), n.reason(), n.message(), n.at())).toList(),
        run.k6());
  }

  /**
   * What a window says that is over counts. One whose end was not seen is stuck if a dump has
   * proven that already, else nothing is known.
   */
  private static Result result(Run run, Seen seen) {
    if (!seen.isCompleted() || run.trouble() != null) {
      boolean isKnown = !seen.proven().isEmpty() || seen.result().equals(Optional.of(Result.Stuck));
      return isKnown ? Result.Stuck : Result.Unknown;
    }
    Result result = seen.result().orElse(Result.Unknown);
    return result == Result.Succeeded && seen.watchedPods() == 0 ? Result.Unknown : result;
  }

  private static String sentence(Run run, Seen seen, Result result, List<Pod> pods) {
    return switch (result) {
      case Stuck ->
          run.trouble() == null
              ? seen.sentence().orElseGet(() -> stuck(pods))
              : stuck(pods) + "; " + run.trouble();
      case Succeeded -> seen.sentence().orElse("No pod got stuck.");
      case Unknown -> unknown(run, seen);
    };
  }

  private static String unknown(Run run, Seen seen) {
    if (run.trouble() != null) {
      return run.trouble();
    }
    if (!seen.isCompleted()) {
      return NOT_OVER;
    }
    return seen.result().equals(Optional.of(Result.Unknown))
        ? seen.sentence().orElse(Result.Unknown.text())
        : "The window says nothing of any pod.";
  }

  /** Who is stuck, since when and why, in one sentence. */
  static String stuck(List<Pod> pods) {
    List<Pod> stuck = pods.stream().filter(pod -> pod.result() == Fate.STUCK).toList();
    if (stuck.isEmpty()) {
      return "a pod got stuck";
    }
    Pod first = stuck.getFirst();
    var text = new StringBuilder("pod ").append(first.name());
    Seen.time(first.since()).ifPresent(at -> text.append(" since ").append(Moment.clock(at)));
    if (first.cause() != null && !first.cause().isBlank()) {
      text.append(", ").append(first.cause());
    }
    if (stuck.size() > 1) {
      text.append("; and %d more".formatted(stuck.size() - 1));
    }
    return text.toString();
  }

  private static Load load(Run run, Seen seen) {
    LoadFacts here = run.load();
    if (here != null) {
      return new Load(here.typed(), here.exit(), text(here.startedAt()), text(here.endedAt()));
    }
    Optional<LoadTestWindowStatus> status = seen.status();
    return new Load(
        null,
        null,
        status.map(LoadTestWindowStatus::startedAt).orElse(null),
        status.map(LoadTestWindowStatus::loadEndedAt).orElse(null));
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : Objects.toString(at);
  }
}
