package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.cli.loadtest.report.Moment.Kind;
import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened when: the load begins, a pod stands still, is noticed, a dump, the load ends. */
public final class Timeline {

  /** More than that nobody reads; the JSON has all. */
  private static final int MOST = 40;

  private final List<Moment> moments = new ArrayList<>();

  private Timeline() {}

  /** The moments of a run in their order. */
  public static List<Moment> of(Run run) {
    var line = new Timeline();
    var seen = new Seen(run.window());
    line.load(run, seen);
    seen.proven().forEach(incident -> line.incident(incident, run));
    seen.notes().forEach(line::note);
    line.add(seen.status().map(LoadTestWindowStatus::endedAt), Kind.LOAD, "the window is over");
    return line.moments.stream().sorted(Comparator.comparing(Moment::at)).limit(MOST).toList();
  }

  private void load(Run run, Seen seen) {
    LoadFacts here = run.load();
    Optional<LoadTestWindowStatus> status = seen.status();
    add(status.map(LoadTestWindowStatus::startedAt), Kind.LOAD, "the window is open");
    if (here == null) {
      add(status.map(LoadTestWindowStatus::loadEndedAt), Kind.LOAD, "the load has ended");
      return;
    }
    add(here.startedAt(), Kind.LOAD, "the load begins");
    add(here.endedAt(), Kind.LOAD, "the load has ended with " + here.exit());
  }

  private void incident(WindowIncident incident, Run run) {
    String pod = incident.pod();
    add(Optional.ofNullable(incident.since()), Kind.FREEZE, pod + " stands still");
    add(
        Optional.ofNullable(incident.noticedAt()),
        Kind.NOTICED,
        incident.noticedBy() == null
            ? pod + " is noticed"
            : "%s is noticed by %s".formatted(pod, incident.noticedBy()));
    DumpAnalysis analysis =
        incident.dumpAnalysis() == null ? null : run.analyses().get(incident.dumpAnalysis());
    if (analysis == null || analysis.getStatus() == null || analysis.getStatus().dumps() == null) {
      return;
    }
    for (DumpInfo dump : analysis.getStatus().dumps()) {
      add(
          Optional.ofNullable(dump.takenAt()),
          Kind.DUMP,
          "a dump of %s is taken by %s".formatted(pod, dump.method()));
    }
  }

  private void note(WindowNote note) {
    String about = note.pod() == null || note.pod().isEmpty() ? "" : note.pod() + ": ";
    String what = note.message() == null ? note.reason() : note.message();
    boolean restarts = NoteReason.of(note.reason()).filter(NoteReason::restarts).isPresent();
    add(Optional.ofNullable(note.at()), restarts ? Kind.RESTART : Kind.OTHER, about + what);
  }

  private void add(Optional<String> at, Kind kind, String text) {
    at.flatMap(Seen::time).ifPresent(time -> moments.add(new Moment(time, kind, text)));
  }

  private void add(@Nullable Instant at, Kind kind, String text) {
    if (at != null) {
      moments.add(new Moment(at, kind, text));
    }
  }
}
