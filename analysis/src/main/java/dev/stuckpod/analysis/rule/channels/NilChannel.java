package dev.stuckpod.analysis.rule.channels;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.rule.ground.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Waiting on a nil channel: the runtime says that nothing can end it. That it harms is as sure only
 * where main waits there, or one who holds a lock that others want; of all others see {@link
 * EndlessWait}.
 */
public final class NilChannel implements Rule {

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Party> parties = graph.parties(EndlessWait::isNil);
    if (parties.isEmpty()) {
      return List.of();
    }
    Set<Party> needed = parties.stream().filter(NilChannel::isMain).collect(Collectors.toSet());
    if (needed.isEmpty()) {
      needed = holders(graph);
    }
    List<Finding> findings = new ArrayList<>();
    for (Party party : parties) {
      int frame = party.group().applicationFrame();
      if (findings.size() < MOST && frame >= 0 && needed.contains(party)) {
        findings.add(EndlessWait.nil(party, frame, true));
      }
    }
    return findings;
  }

  private static Set<Party> holders(WaitForGraph graph) {
    Set<Party> holders = new HashSet<>();
    for (var lock : graph.locks()) {
      for (Holder holder : lock.holders()) {
        if (holder.basis().compareTo(Basis.CONTAINMENT) >= 0) {
          holders.add(holder.party());
        }
      }
    }
    return holders;
  }

  /** Whether the routines of a group wait in a select that nothing ends. */
  public static boolean hasNoCases(Group group) {
    return group.state().startsWith("select (no cases)");
  }

  static boolean isMain(Party party) {
    return party.frames().stream().anyMatch(f -> f.function().equals("main.main"));
  }
}
