package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All threads of an executor wait for results of tasks, so that none is left to run them. */
public final class ExecutorExhausted implements Rule {
  private static final int SEVERAL = 2;
  private static final int MANY = 4;

  private static final Set<String> ENDS =
      Set.of(
          "java.util.concurrent.CountDownLatch.await",
          "java.util.concurrent.ExecutorCompletionService.take");

  @Override
  public List<Finding> find(WaitForGraph graph) {
    Map<String, List<Party>> pools = new LinkedHashMap<>();
    for (Party party : graph.parties()) {
      if (Executors.isWorker(party.group())) {
        Executors.names(party.cohort().ids())
            .forEach(name -> pools.computeIfAbsent(name, _ -> new ArrayList<>()).add(party));
      }
    }
    Set<String> withIdle = new LinkedHashSet<>();
    graph.groups().stream()
        .filter(g -> g.idle() && Executors.isWorker(g))
        .forEach(g -> withIdle.addAll(Executors.names(g.ids())));
    boolean outside = !graph.parties(ExecutorExhausted::mayGoOn).isEmpty();
    // whoever completes a task may be of another pool, be it that it does nothing now
    boolean alone = pools.size() == 1;
    List<Finding> findings = new ArrayList<>();
    pools.forEach(
        (name, parties) -> {
          if (withIdle.contains(name)
              || !parties.stream().allMatch(ExecutorExhausted::waitsForResult)) {
            return;
          }
          boolean nobodyElse = alone && graph.isQuiet() && !outside && !isLatch(parties);
          if (count(parties) >= (nobodyElse ? 1 : least(parties))) {
            findings.add(finding(name, parties, nobodyElse));
          }
        });
    return findings;
  }

  private static boolean waitsForResult(Party party) {
    return KnownCalls.frame(party, Meaning.RESULT) >= 0
        && party.group().activity() == Activity.WAITS;
  }

  /**
   * A few threads that wait at a latch are how many programs end; futures are waited for to go on.
   */
  private static int least(List<Party> parties) {
    return isLatch(parties) ? MANY : SEVERAL;
  }

  /**
   * Anybody may count a latch down, a thread that waits for the outside too; and who takes what
   * others have completed may have nothing to do.
   */
  private static boolean isLatch(List<Party> parties) {
    return parties.stream()
        .anyMatch(p -> ENDS.contains(p.frame(KnownCalls.frame(p, Meaning.RESULT)).function()));
  }

  private static boolean mayGoOn(Group group) {
    Activity activity = group.activity();
    return activity.isOutside() || activity == Activity.SLEEPS;
  }

  private static int count(List<Party> parties) {
    return parties.stream().mapToInt(p -> p.cohort().count()).sum();
  }

  private static Finding finding(String pool, List<Party> parties, boolean nobodyElse) {
    int n = count(parties);
    Party first = parties.getFirst();
    int caller = KnownCalls.caller(first, Meaning.RESULT);
    return new Finding(
        "ExecutorExhausted",
        Kind.POOL_EXHAUSTED,
        "%s of the executor '%s' %s for the results of other tasks in %s"
            .formatted(
                n == 1 ? "the only thread" : "all %d threads".formatted(n),
                pool,
                n == 1 ? "waits" : "wait",
                Sentences.say(first.frame(first.own(caller)))),
        "Tasks that are handed to the same executor have no thread left that could run them.",
        nobodyElse && n >= SEVERAL ? Confidence.Strong : Confidence.Suspected,
        Finding.Resource.unnamed(ResourceKind.EXECUTOR),
        Sentences.merge(
            parties.stream()
                .map(
                    p ->
                        Sentences.participant(Role.WORKER, p, KnownCalls.caller(p, Meaning.RESULT)))
                .toList()),
        List.of(
            "%d of %d threads of '%s' wait in %s"
                .formatted(
                    n,
                    n,
                    pool,
                    Sentences.say(first.frame(KnownCalls.frame(first, Meaning.RESULT)))),
            nobodyElse
                ? "no other thread runs and no other executor is at work, so nobody completes them"
                : "other threads may still complete the tasks"),
        "Do not wait for a task from within the executor that has to run it: use another executor"
            + " for the inner tasks, or compose the futures.");
  }
}
