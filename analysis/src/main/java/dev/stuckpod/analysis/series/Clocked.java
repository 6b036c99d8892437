package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.model.CpuTime;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which threads have run between the first and the last dump, by the CPU time that a JVM prints of
 * each from JDK 11 on: one that stands where it stood may have gone round in between, one that has
 * used no CPU has not run at all.
 */
final class Clocked {
  /** JVMs wake some who wait for a monitor now and then, to look. */
  private static final long LOOKS_MICROS = 1_000;

  private static final String MONITOR = "BLOCKED";

  private final Set<String> ran = new HashSet<>();
  private final Set<String> unrun = new HashSet<>();
  private long millis;

  /** Takes dumps, the oldest first. */
  Clocked(List<Dump> dumps) {
    Map<String, CpuTime> first = dumps.size() < 2 ? Map.of() : dumps.getFirst().cpu();
    Map<String, CpuTime> last = dumps.getLast().cpu();
    Map<String, String> states = first.isEmpty() ? Map.of() : states(dumps.getLast());
    Effort.step(last.size());
    last.forEach(
        (id, now) -> {
          CpuTime before = first.get(id);
          String state = states.get(id);
          long passed = before == null ? 0 : now.elapsedMillis() - before.elapsedMillis();
          if (before == null || state == null || passed <= 0) {
            return;
          }
          millis = Math.max(millis, passed);
          long used = now.cpuMicros() - before.cpuMicros();
          if (used == 0) {
            unrun.add(id);
          } else if (used >= LOOKS_MICROS || !state.startsWith(MONITOR)) {
            ran.add(id);
          }
        });
  }

  private static Map<String, String> states(Dump last) {
    Map<String, String> states = new HashMap<>();
    for (Group group : last.groups()) {
      Effort.step(group.ids().size());
      group.ids().forEach(id -> states.putIfAbsent(id, group.state()));
    }
    return states;
  }

  /** Whether a thread has used CPU between the dumps, and more than a look at a monitor takes. */
  boolean hasRun(String id) {
    return ran.contains(id);
  }

  /** Says what their CPU time tells of some threads; nothing where it is not printed of them. */
  String seen(List<String> ids) {
    List<String> told =
        ids.stream().distinct().filter(i -> hasRun(i) || unrun.contains(i)).toList();
    long still = told.stream().filter(unrun::contains).count();
    return told.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "; by their CPU time %d of %d have not run at all for %.1fs",
            still,
            told.size(),
            millis / 1_000.0);
  }
}
