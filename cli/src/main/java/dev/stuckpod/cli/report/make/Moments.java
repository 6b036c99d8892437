package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.cli.loadtest.report.Timeline;
import dev.stuckpod.cli.report.page.Moment;
import dev.stuckpod.cli.report.page.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a load test: of its window, or of a report alone as far as that has times. */
final class Moments {

  private Moments() {}

  static List<Moment> of(Run run, Report report) {
    return run.window() == null
        ? told(report)
        : Timeline.of(run).stream()
            .map(one -> new Moment(one.at(), stage(one.kind()), one.text()))
            .toList();
  }

  private static Stage stage(dev.stuckpod.cli.loadtest.report.Moment.Kind kind) {
    return switch (kind) {
      case LOAD -> Stage.LOAD;
      case FREEZE -> Stage.FREEZE;
      case NOTICED -> Stage.NOTICED;
      case DUMP -> Stage.DUMP;
      case RESTART -> Stage.RESTART;
      case OTHER -> Stage.OTHER;
    };
  }

  private static List<Moment> told(Report report) {
    List<Moment> moments = new ArrayList<>();
    add(moments, report.load().startedAt(), Stage.LOAD, "the load begins");
    add(moments, report.load().endedAt(), Stage.LOAD, "the load has ended");
    for (Report.Pod pod : report.pods()) {
      add(moments, pod.since(), Stage.FREEZE, pod.name() + " stands still");
      String by = pod.noticedBy() == null ? "" : " by " + pod.noticedBy();
      add(moments, pod.noticedAt(), Stage.NOTICED, pod.name() + " is noticed" + by);
    }
    for (Report.Note note : report.notes()) {
      String about = note.pod() == null ? "" : note.pod() + ": ";
      String said = note.message() == null ? note.reason() : note.message();
      add(moments, note.at(), Stage.OTHER, about + said);
    }
    return moments;
  }

  private static void add(List<Moment> to, @Nullable String at, Stage stage, String text) {
    Seen.time(at).ifPresent(time -> to.add(new Moment(time, stage, text)));
  }
}
