package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.report.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All rules, the most telling first: what one explains, later ones leave alone. */
public final class Rules {
  private static final List<Rule> ALL =
      List.of(
          new NilChannel(),
          new LockAcrossWait(),
          new LockCycle(),
          new SelfWait(),
          new OrphanLock());

  private Rules() {}

  /** Applies all rules; a resource is explained once. */
  public static List<Finding> apply(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Set<Finding.Resource> explained = new HashSet<>();
    for (Rule rule : ALL) {
      for (Finding finding : rule.find(graph)) {
        Finding.Resource resource = finding.resource();
        if (resource == null || explained.add(resource)) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }
}
