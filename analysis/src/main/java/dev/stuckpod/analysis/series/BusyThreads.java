package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.model.CpuTime;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Threads that have used nearly all of a core between the first and the last dump, and run in one
 * function in all of them. HotSpot prints the CPU time of each thread from JDK 11 on.
 */
public final class BusyThreads {
  private static final double NEARLY_ALL = 0.8;
  private static final long SHORTEST_MILLIS = 500;

  private BusyThreads() {}

  /** Gives a finding for each such thread. */
  public static List<Finding> find(List<Dump> dumps) {
    List<Finding> findings = new ArrayList<>();
    List<Map<String, Group>> places = dumps.stream().map(BusyThreads::places).toList();
    dumps
        .getLast()
        .cpu()
        .forEach(
            (id, last) -> {
              CpuTime first = dumps.getFirst().cpu().get(id);
              if (first == null || share(first, last) < NEARLY_ALL) {
                return;
              }
              Frame at = innermostShared(places, id);
              Group group = places.getLast().get(id);
              if (at != null && group != null) {
                Effort.keep(1);
                findings.add(finding(group.state(), id, at, share(first, last), first, last));
              }
            });
    return findings;
  }

  private static double share(CpuTime first, CpuTime last) {
    long wall = last.elapsedMillis() - first.elapsedMillis();
    return wall < SHORTEST_MILLIS ? 0 : (double) (last.cpuMillis() - first.cpuMillis()) / wall;
  }

  /** Gives where each thread is whose CPU time the dump tells. */
  private static Map<String, Group> places(Dump dump) {
    Map<String, Group> places = new HashMap<>();
    for (Group group : dump.groups()) {
      for (String id : group.ids()) {
        Effort.step(1);
        if (dump.cpu().containsKey(id)) {
          places.putIfAbsent(id, group);
        }
      }
    }
    return places;
  }

  /** Gives the innermost frame whose function the thread is in, in every dump, while it runs. */
  private static @Nullable Frame innermostShared(List<Map<String, Group>> places, String id) {
    Set<String> shared = null;
    for (Map<String, Group> dump : places) {
      Group group = dump.get(id);
      if (group == null || !group.state().startsWith("RUNNABLE")) {
        return null;
      }
      Effort.step(group.stack().frames().size());
      Set<String> functions =
          group.stack().frames().stream().map(Frame::function).collect(Collectors.toSet());
      if (shared != null) {
        functions.retainAll(shared);
      }
      shared = functions;
    }
    Group last = places.getLast().get(id);
    Set<String> functions = shared == null ? Set.of() : shared;
    return last == null
        ? null
        : last.stack().frames().stream()
            .filter(f -> functions.contains(f.function()))
            .findFirst()
            .orElse(null);
  }

  private static Finding finding(
      String state, String id, Frame at, double share, CpuTime first, CpuTime last) {
    return new Finding(
        "BusyThreads",
        Kind.BUSY_LOOP,
        "%s uses %d %% of a core in %s (%s), in every dump"
            .formatted(id, Math.round(share * 100), at.function(), at.location()),
        "It has run without a pause between the dumps and was in the same function each time.",
        Confidence.Suspected,
        Finding.Resource.unnamed(ResourceKind.CPU),
        List.of(
            new Finding.Participant(
                Role.HOLDER, 1, state, at.function(), at.location(), id, List.of(id), null)),
        List.of(
            "CPU time %d ms in %d ms"
                .formatted(
                    last.cpuMillis() - first.cpuMillis(),
                    last.elapsedMillis() - first.elapsedMillis())),
        "See whether the loop in %s can end.".formatted(at.location()));
  }
}
