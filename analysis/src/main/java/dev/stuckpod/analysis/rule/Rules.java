package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.rule.channels.AbandonedSenders;
import dev.stuckpod.analysis.rule.channels.CallbackWait;
import dev.stuckpod.analysis.rule.channels.CrowdedChannel;
import dev.stuckpod.analysis.rule.channels.EndlessWait;
import dev.stuckpod.analysis.rule.channels.LastTwo;
import dev.stuckpod.analysis.rule.channels.NilChannel;
import dev.stuckpod.analysis.rule.channels.StuckSender;
import dev.stuckpod.analysis.rule.crowds.LoneRunner;
import dev.stuckpod.analysis.rule.crowds.PileUp;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.groups.GroupShort;
import dev.stuckpod.analysis.rule.groups.GroupWait;
import dev.stuckpod.analysis.rule.groups.LostNotify;
import dev.stuckpod.analysis.rule.groups.SelfStop;
import dev.stuckpod.analysis.rule.locks.InitWait;
import dev.stuckpod.analysis.rule.locks.LockCycle;
import dev.stuckpod.analysis.rule.locks.LockUpgrade;
import dev.stuckpod.analysis.rule.locks.OnceAgain;
import dev.stuckpod.analysis.rule.locks.OrphanLock;
import dev.stuckpod.analysis.rule.locks.SelfWait;
import dev.stuckpod.analysis.rule.locks.SlowHolder;
import dev.stuckpod.analysis.rule.locks.SmallCrowd;
import dev.stuckpod.analysis.rule.locks.UnlockMissing;
import dev.stuckpod.analysis.rule.outside.ChildWait;
import dev.stuckpod.analysis.rule.outside.FinalizerBlocked;
import dev.stuckpod.analysis.rule.outside.PeerWait;
import dev.stuckpod.analysis.rule.pools.BlockedEventLoop;
import dev.stuckpod.analysis.rule.pools.CarriersPinned;
import dev.stuckpod.analysis.rule.pools.ExecutorExhausted;
import dev.stuckpod.analysis.rule.pools.LockAcrossWait;
import dev.stuckpod.analysis.rule.pools.PoolBehindLock;
import dev.stuckpod.analysis.rule.pools.PoolBehindPeer;
import dev.stuckpod.analysis.rule.pools.SlotWait;
import dev.stuckpod.analysis.rule.pools.Starved;
import dev.stuckpod.analysis.rule.reported.AllAsleep;
import dev.stuckpod.analysis.rule.reported.Leaked;
import dev.stuckpod.analysis.rule.reported.OutOfReach;
import dev.stuckpod.analysis.rule.reported.ReportedDeadlock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All rules, the most telling first: what one explains, later ones leave alone. */
public final class Rules {
  private static final List<Rule> ALL =
      List.of(
          new Leaked(),
          new NilChannel(),
          new LockAcrossWait(),
          new LockCycle(),
          new SelfWait(),
          new InitWait(),
          new UnlockMissing(),
          new OnceAgain(),
          new OutOfReach(),
          new FinalizerBlocked(),
          new PoolBehindLock(),
          new CarriersPinned(),
          new SlowHolder(),
          new LockUpgrade(),
          new ExecutorExhausted(),
          new BlockedEventLoop(),
          new PoolBehindPeer(),
          new Starved(),
          new SlotWait(),
          new SelfStop(),
          new GroupShort(),
          new GroupWait(),
          new LostNotify(),
          new ChildWait(),
          new StuckSender(),
          new CallbackWait(),
          new LastTwo(),
          new AbandonedSenders(),
          new CrowdedChannel(),
          new OrphanLock(),
          new PeerWait(), // never before a cause within the process
          new EndlessWait(),
          new LoneRunner(),
          new SmallCrowd());

  private Rules() {}

  /**
   * Applies all rules. A resource is explained once, and routines that earlier findings name are no
   * finding of their own.
   */
  public static List<Finding> apply(WaitForGraph graph, Guard guard) {
    return apply(ALL, graph, guard);
  }

  /** Gives what is known where the graph could not be built: the JVM's own word. */
  public static List<Finding> withoutGraph(Dump dump) {
    return ReportedDeadlock.judge(dump, List.of());
  }

  static List<Finding> apply(List<Rule> rules, WaitForGraph graph, Guard guard) {
    List<Finding> findings = new ArrayList<>();
    Set<Finding.Resource> explained = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (Rule rule : rules) {
      if (rule.needsQuiet() && (!graph.isQuiet() || findings.stream().anyMatch(Rules::isSure))) {
        continue;
      }
      if (rule.isLastResort() && !findings.isEmpty()) {
        continue;
      }
      List<Finding> found = guard.run(name(rule), () -> rule.find(graph), List.of());
      if (found.size() == Rule.MOST) {
        guard.add("rule " + name(rule) + " has found very much: some of it is told");
      }
      List<Finding> fresh =
          found.stream()
              .filter(f -> !f.resource().isNamed() || explained.add(f.resource()))
              .filter(f -> !isNamed(f, named))
              .map(f -> rule.needsQuiet() ? f.seen(graph.silence()).asGuess() : f)
              .toList();
      fresh.forEach(f -> f.participants().forEach(p -> named.add(p.example())));
      findings.addAll(fresh);
    }
    findings.addAll(guard.run("PileUp", () -> PileUp.find(graph, findings), List.of()));
    // the runtimes' own word comes last: it confirms, or tells what no rule has seen
    List<Finding> confirmed =
        guard.run("AllAsleep", () -> AllAsleep.judge(graph, findings), findings);
    return guard.isSpent()
        ? ReportedDeadlock.judge(graph.dump(), confirmed)
        : guard.run(
            "ReportedDeadlock", () -> ReportedDeadlock.judge(graph.dump(), confirmed), confirmed);
  }

  private static String name(Rule rule) {
    return rule.getClass().getSimpleName();
  }

  private static boolean isSure(Finding finding) {
    return finding.confidence().compareTo(Confidence.Strong) >= 0;
  }

  private static boolean isNamed(Finding finding, Set<String> named) {
    return finding.participants().stream()
        .allMatch(p -> !p.example().isEmpty() && named.contains(p.example()));
  }
}
