package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.cli.loadtest.report.Report.Fate;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
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
import java.util.stream.Collectors;

/**
 * Says of each pod what became of it. A window counts those of which nothing can be said, and names
 * them in notes as far as it has room. Where more are counted than named, or the whole window saw
 * nothing, nothing good is said of the others.
 */
final class Fates {

  /** Reasons, of notes and of a window, that a pod could not be seen, or not be looked at. */
  private static final Set<String> UNSEEN =
      Set.of("NotSeen", "NoSidecar", "NoReading", "NobodyLooked", "ContainerUnclear");

  private static final Set<String> RESTARTED = Set.of("Restarted", "OOMKilled");

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
    Set<String> unseen = named(seen, UNSEEN);
    Set<String> restarted = named(seen, RESTARTED);
    boolean allTold = isOver(seen, result) && unseen.size() >= counted(seen);
    boolean isGood = allTold && (result != Result.Unknown || UNSEEN.contains(seen.reason()));
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

  private static Set<String> named(Seen seen, Set<String> reasons) {
    return seen.notes().stream()
        .filter(note -> note.pod() != null && !note.pod().isEmpty())
        .filter(note -> reasons.contains(note.reason()))
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
