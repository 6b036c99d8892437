package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.cli.loadtest.report.Report.Fate;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.reasons.SucceededReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says of each pod what became of it. A window counts those of which nothing can be said, and names
 * them in notes as far as it has room. Where more are counted than named, or the whole window saw
 * nothing, nothing good is said of the others.
 */
final class Fates {

  /** Reasons of a window that is Unknown for pods that its notes name. */
  private static final Set<String> OF_PODS =
      Stream.of(
              SucceededReason.NoSidecar,
              SucceededReason.NoReading,
              SucceededReason.NobodyLooked,
              SucceededReason.NotWatched,
              SucceededReason.ContainerUnclear)
          .map(SucceededReason::name)
          .collect(Collectors.toUnmodifiableSet());

  private Fates() {}

  /**
   * All pods that are known, those that are stuck first.
   *
   * @param result of the whole
   * @param others that are known to be there
   */
  static List<Pod> of(Seen seen, Result result, List<String> others) {
    Map<String, WindowIncident> stuck = new LinkedHashMap<>();
    seen.proven().forEach(incident -> stuck.putIfAbsent(incident.pod(), incident));
    Set<String> unseen = named(seen, reason -> reason == NoteReason.NotSeen);
    Set<String> restarted = named(seen, NoteReason::restarts);
    boolean allTold = isOver(seen, result) && unseen.size() >= counted(seen);
    boolean isGood = allTold && (result != Result.Unknown || OF_PODS.contains(seen.reason()));
    var names = new LinkedHashSet<>(stuck.keySet());
    names.addAll(seen.watched());
    names.addAll(unseen);
    names.addAll(restarted);
    names.addAll(others);
    return names.stream()
        .map(
            name -> {
              WindowIncident incident = stuck.get(name);
              if (incident != null) {
                return stuck(incident);
              }
              Fate fate =
                  unseen.contains(name) || !isGood
                      ? Fate.UNKNOWN
                      : restarted.contains(name) ? Fate.RESTARTED : Fate.OK;
              return Pod.of(name, fate);
            })
        .sorted(Comparator.comparing(Pod::result))
        .toList();
  }

  private static boolean isOver(Seen seen, Result result) {
    return seen.isCompleted() && seen.result().filter(result::equals).isPresent();
  }

  private static int counted(Seen seen) {
    return seen.status()
        .map(LoadTestWindowStatus::pods)
        .map(LoadTestWindowStatus.WindowPods::unknown)
        .orElse(0);
  }

  /** What a later operator notes for reasons that are not known here says nothing of its pod. */
  private static Set<String> named(Seen seen, Predicate<NoteReason> reasons) {
    return seen.notes().stream()
        .filter(note -> note.pod() != null && !note.pod().isEmpty())
        .filter(note -> NoteReason.of(note.reason()).filter(reasons).isPresent())
        .map(WindowNote::pod)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Pod stuck(WindowIncident incident) {
    return new Pod(
        incident.pod(),
        Fate.STUCK,
        incident.since(),
        incident.noticedBy(),
        incident.noticedAt(),
        incident.dumpAnalysis(),
        incident.verdict(),
        incident.confidence(),
        incident.cause());
  }
}
