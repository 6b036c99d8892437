package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.SpooledLog;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.publish.DumpFile;
import dev.stuckpod.sidecar.protocol.AttemptResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings in what an attempt has given: fetches or collects the dump, keeps it, writes down how the
 * attempt ended.
 */
final class Harvest {

  /** A large dump drains through the container's pipe for up to a minute after the signal. */
  private static final Duration DRAIN = Duration.ofMinutes(4);

  private final AppLog appLog;
  private final Publication publication;
  private final Progress progress;
  private final CaptureObserver observer;

  Harvest(AppLog appLog, Publication publication, Progress progress, CaptureObserver observer) {
    this.appLog = appLog;
    this.publication = publication;
    this.progress = progress;
    this.observer = observer;
  }

  /**
   * Ends an attempt whose result is known.
   *
   * @param log of the app, open since before the signal; only where one was sent
   */
  void take(
      Ledger ledger,
      Attempt attempt,
      AttemptResult result,
      SidecarClient sidecar,
      @Nullable LogFollower log)
      throws IOException {
    switch (result.state()) {
      case Refused -> conclude(ledger, attempt, AttemptOutcome.Refused, result.message());
      case Failed -> conclude(ledger, attempt, AttemptOutcome.Failed, result.message());
      case Done -> {
        if (log == null) {
          fetch(ledger, attempt, sidecar, result);
        } else {
          collect(ledger, attempt, log);
        }
      }
    }
  }

  /** Writes down that an attempt gave nothing. */
  void conclude(Ledger ledger, Attempt attempt, AttemptOutcome outcome, String message) {
    ledger.write(progress.conclude(ledger.status(), attempt.id(), outcome, message));
    observer.ended(ledger.analysis(), attempt.method(), outcome, message);
  }

  private void fetch(Ledger ledger, Attempt attempt, SidecarClient sidecar, AttemptResult result)
      throws IOException {
    var told = result.dump() == null ? null : result.dump().problems();
    Path fetched = appLog.file();
    Path kept = appLog.file();
    try {
      sidecar.dump(attempt.id(), fetched);
      try (var dump = new GZIPInputStream(Files.newInputStream(fetched))) {
        keep(
            ledger,
            attempt,
            AttemptOutcome.DumpTaken,
            result.message(),
            DumpFile.write(dump, kept),
            told == null ? List.of() : told);
      }
    } catch (SidecarException e) {
      conclude(ledger, attempt, AttemptOutcome.Failed, e.sentence());
    } finally {
      Files.deleteIfExists(fetched);
      Files.deleteIfExists(kept);
    }
  }

  /** Collects the dump from the app's log. */
  void collect(Ledger ledger, Attempt attempt, LogFollower log) throws IOException {
    boolean inTime = log.await(DRAIN);
    SpooledLog read = log.finish();
    Path kept = appLog.file();
    try {
      if (!read.hasDump()) {
        conclude(
            ledger,
            attempt,
            inTime ? AttemptOutcome.Failed : AttemptOutcome.TimedOut,
            "SIGQUIT was sent and no dump appeared in the container's log"
                + (read.problems().isEmpty() ? "" : ": " + String.join("; ", read.problems())));
        return;
      }
      DumpFile dump = DumpFile.write(read.openDump(), kept);
      keep(
          ledger,
          attempt,
          AttemptOutcome.SignalSent,
          "SIGQUIT sent once; dump read from the log",
          dump,
          read.problems());
    } finally {
      Files.deleteIfExists(kept);
      Files.deleteIfExists(read.file());
    }
  }

  private void keep(
      Ledger ledger,
      Attempt attempt,
      AttemptOutcome outcome,
      String message,
      DumpFile file,
      List<String> problems)
      throws IOException {
    int index = Progress.dumps(ledger.status()).size();
    DumpInfo dump =
        publication.keep(
            ledger.analysis(), index, attempt.method(), progress.now(), file, problems);
    boolean restarted = attempt.method() == CaptureMethod.SigQuit && ended(ledger, attempt);
    DumpAnalysisStatus status =
        progress.restarted(
            progress.addDump(
                progress.conclude(ledger.status(), attempt.id(), outcome, message), dump),
            restarted);
    int wanted = Samples.wanted(ledger.analysis().getSpec(), attempt.method());
    ledger.write(restarted || index + 1 >= wanted ? close(status) : status);
    observer.ended(ledger.analysis(), attempt.method(), outcome, message);
  }

  private boolean ended(Ledger ledger, Attempt attempt) {
    var pod = ledger.pod();
    String container = attempt.containerID();
    return pod == null
        || pod.getStatus().getContainerStatuses().stream()
            .noneMatch(
                s ->
                    s.getContainerID() != null
                        && s.getContainerID().equals(container)
                        && s.getState().getRunning() != null);
  }

  /** Says that no more dumps are taken. */
  DumpAnalysisStatus close(DumpAnalysisStatus status) {
    List<DumpInfo> dumps = Progress.dumps(status);
    boolean whole = dumps.stream().allMatch(d -> Boolean.TRUE.equals(d.complete()));
    DumpInfo last = dumps.getLast();
    return progress.captured(
        status,
        Truth.True,
        whole ? CapturedReason.Complete : CapturedReason.Partial,
        "%d dump%s by %s, %d routines%s"
            .formatted(
                dumps.size(),
                dumps.size() == 1 ? "" : "s",
                last.method(),
                last.routines(),
                whole
                    ? ""
                    : ": "
                        + String.join(
                            "; ", last.problems() == null ? List.of() : last.problems())));
  }
}
