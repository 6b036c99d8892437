package dev.stuckpod.cli.explore.population;

import dev.stuckpod.analysis.Opened;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Group;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dump among those that are looked into. Equal only to itself. */
public final class LoadedDump {
  private final String source;
  private final Opened opened;
  private final List<Run> runs = new ArrayList<>();
  private @Nullable IdentityHashMap<Cohort, Party> parties;

  LoadedDump(String source, Opened opened, int base) {
    this.source = source;
    this.opened = opened;
    int next = base;
    for (Group group : opened.dump().groups()) {
      int left = group.count();
      for (Cohort cohort : group.cohorts()) {
        next = add(new Run(this, group, cohort, next, cohort.count() - cohort.ids().size()));
        left -= cohort.count();
      }
      if (left > 0) {
        next = add(new Run(this, group, null, next, left));
      }
    }
  }

  private int add(Run run) {
    runs.add(run);
    return run.end();
  }

  /** Where it comes from: a file, or a DumpAnalysis. */
  public String source() {
    return source;
  }

  /** What was read, and what it is explained as. */
  public Opened opened() {
    return opened;
  }

  /** What names and states in it mean. */
  public Dialect dialect() {
    return opened.dump().runtime();
  }

  List<Run> runs() {
    return runs;
  }

  /** The node of the graph that a member is in; null where nothing is known of its waits. */
  public @Nullable Party party(Member member) {
    IdentityHashMap<Cohort, Party> known = parties;
    if (known == null) {
      known = new IdentityHashMap<>();
      for (Party party : opened.graph().map(WaitForGraph::parties).orElse(List.of())) {
        known.put(party.cohort(), party);
      }
      parties = known;
    }
    return member.cohort() == null ? null : known.get(member.cohort());
  }
}
