package dev.stuckpod.operator.judging;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pods everything must be asked about in this turn: those that look stuck, and those that did
 * or whose episode is not over. What was said of the others stands.
 *
 * @param judged what was said of them does not stand
 * @param asked these and, of each workload, two others that they can be compared with
 */
record CloseLook(List<PodFacts> judged, List<PodFacts> asked) {

  private static final int SIBLINGS = 2;

  /**
   * What is of interest beside what looks stuck.
   *
   * @param episodes uids of pods whose episodes are not over
   * @param settled uids of stuck pods that nothing follows from for now: they need not be asked
   *     about as often
   */
  record Interest(Set<String> episodes, Set<String> settled) {}

  /**
   * Tells it.
   *
   * @param open pods that may be judged
   * @param suspects names of those that the short question has named
   * @param settles for how long a decision about a settled pod stands
   */
  static CloseLook of(
      Collection<PodFacts> open,
      Set<String> suspects,
      RuleMemory memory,
      Interest interest,
      Duration settles,
      Instant now) {
    List<PodFacts> judged =
        open.stream()
            .filter(
                pod ->
                    suspects.contains(pod.name())
                        ? !(interest.settled().contains(pod.uid())
                            && memory.saidStuck(pod, now.minus(settles)))
                        : memory.suspected(pod) || interest.episodes().contains(pod.uid()))
            .toList();
    var asked = new ArrayList<>(judged);
    var chosen = new HashSet<>(judged);
    Map<String, List<PodFacts>> workloads = new LinkedHashMap<>();
    judged.forEach(pod -> workloads.putIfAbsent(pod.workload(), new ArrayList<>()));
    for (PodFacts pod : open) {
      List<PodFacts> siblings = workloads.get(pod.workload());
      if (siblings != null && !chosen.contains(pod)) {
        siblings.add(pod);
      }
    }
    workloads
        .values()
        .forEach(
            siblings ->
                siblings.stream()
                    .sorted(Comparator.comparing((PodFacts pod) -> !moves(memory, pod)))
                    .limit(SIBLINGS)
                    .forEach(asked::add));
    return new CloseLook(judged, List.copyOf(asked));
  }

  /** Whether it was seen to do something: of such a one there is more to tell. */
  private static boolean moves(RuleMemory memory, PodFacts pod) {
    return memory
        .of(pod)
        .map(Decision::reason)
        .filter(reason -> reason == Reason.GaugeMoves || reason == Reason.CounterMoves)
        .isPresent();
  }
}
