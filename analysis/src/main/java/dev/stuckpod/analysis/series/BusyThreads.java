package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.model.CpuTime;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    dumps
        .getLast()
        .cpu()
        .forEach(
            (id, last) -> {
              CpuTime first = dumps.getFirst().cpu().get(id);
              Frame at = first == null ? null : outermostShared(dumps, id);
              if (first != null && at != null && share(first, last) >= NEARLY_ALL) {
                findings.add(finding(dumps.getLast(), id, at, share(first, last), first, last));
              }
            });
    return findings;
  }

  private static double share(CpuTime first, CpuTime last) {
    long wall = last.elapsedMillis() - first.elapsedMillis();
    return wall < SHORTEST_MILLIS ? 0 : (double) (last.cpuMillis() - first.cpuMillis()) / wall;
  }

  /** Gives the innermost frame whose function the thread is in, in every dump, while it runs. */
  private static @Nullable Frame outermostShared(List<Dump> dumps, String id) {
    List<Group> groups = new ArrayList<>();
    for (Dump dump : dumps) {
      Optional<Group> group = dump.groups().stream().filter(g -> g.ids().contains(id)).findFirst();
      if (group.isEmpty() || !group.get().state().startsWith("RUNNABLE")) {
        return null;
      }
      groups.add(group.get());
    }
    return groups.getLast().stack().frames().stream()
        .filter(
            f ->
                groups.stream()
                    .allMatch(
                        g ->
                            g.stack().frames().stream()
                                .anyMatch(o -> o.function().equals(f.function()))))
        .findFirst()
        .orElse(null);
  }

  private static Finding finding(
      Dump dump, String id, Frame at, double share, CpuTime first, CpuTime last) {
    String state =
        dump.groups().stream()
            .filter(g -> g.ids().contains(id))
            .map(Group::state)
            .findFirst()
            .orElse("");
    return new Finding(
        "BusyThreads",
        "busy-loop",
        FindingClass.OTHER,
        "%s uses %d %% of a core in %s (%s), in every dump"
            .formatted(id, Math.round(share * 100), at.function(), at.location()),
        "It has run without a pause between the dumps and was in the same function each time.",
        Confidence.Suspected,
        Finding.Resource.unnamed("cpu"),
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
