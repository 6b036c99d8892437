package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.cli.report.page.Moment;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.Stage;
import dev.stuckpod.cli.report.plot.Histories;
import dev.stuckpod.crds.v1alpha1.CaptureStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to one pod: it stands still, is noticed, a dump is taken, it is explained. */
final class Events {
  /** Of these the dump itself is told. */
  private static final Set<String> TOLD = Set.of("DumpTaken", "SignalSent");

  private final List<Moment> moments = new ArrayList<>();

  private Events() {}

  static List<Moment> of(DumpAnalysis analysis, @Nullable String since, List<Plot> plots) {
    var events = new Events();
    events.add(since, Stage.FREEZE, "it stands still");
    Progress.last(plots, Seen.time(since).orElse(null)).ifPresent(events.moments::add);
    events.held(analysis, plots);
    var trigger = analysis.getSpec().trigger();
    events.add(
        analysis.getMetadata().getCreationTimestamp(),
        Stage.NOTICED,
        trigger == null ? "a dump is asked for" : "noticed by " + trigger.rule());
    DumpAnalysisStatus status = analysis.getStatus();
    if (status != null) {
      events.capture(status);
      events.conditions(status);
    }
    return events.moments.stream().sorted(Comparator.comparing(Moment::at)).toList();
  }

  /** Of one that a policy has opened it is known how long its rule held. */
  private void held(DumpAnalysis analysis, List<Plot> plots) {
    DumpAnalysisStatus status = analysis.getStatus();
    var trigger = analysis.getSpec().trigger();
    Plot.Span held = status == null ? null : Histories.held(status.history());
    if (trigger != null && held != null) {
      moments.add(
          new Moment(
              held.from(), Stage.FREEZE, "from here on rule %s holds".formatted(trigger.rule())));
      Progress.last(plots, held.from()).ifPresent(moments::add);
    }
  }

  private void capture(DumpAnalysisStatus status) {
    CaptureStatus capture = status.capture();
    boolean restarted = capture != null && Boolean.TRUE.equals(capture.containerRestarted());
    if (capture != null && capture.attempts() != null) {
      for (CaptureStatus.Attempt attempt : capture.attempts()) {
        if (!TOLD.contains(attempt.outcome())) {
          String said = attempt.message() == null ? "" : ": " + attempt.message();
          String outcome = attempt.outcome() == null ? "begun" : attempt.outcome();
          add(
              attempt.startedAt(),
              Stage.DUMP,
              "%s is tried, %s%s".formatted(attempt.method(), outcome, said));
        }
        if (restarted && Boolean.TRUE.equals(attempt.kills()) && attempt.signalledAt() != null) {
          add(attempt.signalledAt(), Stage.RESTART, "the container ends by SIGQUIT, and restarts");
        }
      }
    }
    for (DumpInfo dump : status.dumps() == null ? List.<DumpInfo>of() : status.dumps()) {
      add(dump.takenAt(), Stage.DUMP, "a dump is taken by " + dump.method());
    }
  }

  private void conditions(DumpAnalysisStatus status) {
    for (Condition one : status.conditions() == null ? List.<Condition>of() : status.conditions()) {
      boolean explained = "Analyzed".equals(one.getType()) && "True".equals(one.getStatus());
      boolean failed = "False".equals(one.getStatus());
      if (explained) {
        add(one.getLastTransitionTime(), Stage.EXPLAINED, "it is explained");
      } else if (failed) {
        add(
            one.getLastTransitionTime(),
            Stage.OTHER,
            "%s: %s".formatted(one.getReason(), one.getMessage()));
      }
    }
  }

  private void add(@Nullable String at, Stage stage, String text) {
    Optional<Instant> time = Seen.time(at);
    time.ifPresent(moment -> moments.add(new Moment(moment, stage, text)));
  }
}
