package dev.stuckpod.analysis.rule.crowds;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.CpuTime;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.List;
import java.util.Map;

/**
 * One thread has used nearly all the CPU that the dump prints, and most of the time since it began,
 * and runs: a loop, as it seems. One that computes for long, as a program's main thread may be
 * meant to, looks the same.
 */
public final class LoneRunner implements Rule {
  private static final int NEARLY_ALL = 90;
  private static final int HALF = 50;
  private static final long LONG_MILLIS = 10_000;

  @Override
  public List<Finding> find(WaitForGraph graph) {
    Map<String, CpuTime> cpu = graph.dump().cpu();
    Effort.step(cpu.size());
    long all = cpu.values().stream().mapToLong(CpuTime::cpuMillis).sum();
    for (var thread : cpu.entrySet()) {
      CpuTime used = thread.getValue();
      if (used.cpuMillis() >= LONG_MILLIS
          && percent(used.cpuMillis(), all) >= NEARLY_ALL
          && percent(used.cpuMillis(), used.elapsedMillis()) >= HALF
          && !thread.getKey().startsWith("\"main\"")) {
        return runner(graph, thread.getKey(), used, all);
      }
    }
    return List.of();
  }

  private static long percent(long part, long all) {
    return all <= 0 ? 0 : (long) (100.0 * part / all);
  }

  private static List<Finding> runner(WaitForGraph graph, String id, CpuTime used, long all) {
    return graph
        .parties(g -> g.activity() == Activity.RUNS && !g.stack().frames().isEmpty())
        .stream()
        .filter(p -> p.cohort().ids().contains(id))
        .map(p -> finding(p, id, used, all))
        .limit(1)
        .toList();
  }

  private static Finding finding(Party party, String id, CpuTime used, long all) {
    int own = party.own(0);
    return new Finding(
            "LoneRunner",
            Kind.BUSY_LOOP,
            "%s has used %d %% of all CPU time that the dump prints, and runs in %s"
                .formatted(id, percent(used.cpuMillis(), all), Sentences.say(party, own)),
            "It has had a core for itself for most of its life. Whether that is a loop without end"
                + " or long work, a second dump shows.",
            Confidence.Suspected,
            Finding.Resource.unnamed(ResourceKind.CPU),
            Sentences.only(Role.HOLDER, party, own),
            List.of(
                "CPU time %d ms in %d ms since it was started; all threads together %d ms"
                    .formatted(used.cpuMillis(), used.elapsedMillis(), all),
                Sentences.stands("it", party, party.frame(own))),
            "See whether the loop in %s can end.".formatted(party.frame(own).location()))
        .asGuess();
  }
}
