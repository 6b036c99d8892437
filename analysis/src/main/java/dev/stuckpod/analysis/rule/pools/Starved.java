package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Frame;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several routines wait for what is handed out in limited number, and none is seen that would give
 * it back: a connection of a pool, a permit, room in a queue.
 */
public final class Starved implements Rule {
  private static final int SEVERAL = 2;

  /** Something scarce. */
  private record Supply(
      Meaning call, Kind kind, ResourceKind resource, String noun, String why, String advice) {}

  private static final List<Supply> SUPPLIES =
      List.of(
          new Supply(
              Meaning.CONNECTION_POOL,
              Kind.CONNECTION_POOL,
              ResourceKind.POOL,
              "a connection",
              "Whoever has the connections waits for another one, or has not given its own back.",
              "Close rows, statements and transactions before asking for the next connection;"
                  + " compare the pool's size with what one request needs at a time."),
          new Supply(
              Meaning.PERMIT,
              Kind.POOL_EXHAUSTED,
              ResourceKind.SEMAPHORE,
              "a permit",
              "Whoever has the permits waits for another one, or has not given its own back.",
              "Give permits back on every path, and take no second one while holding the first."),
          new Supply(
              Meaning.PUT,
              Kind.CHANNEL,
              ResourceKind.QUEUE,
              "room in a queue",
              "Nobody takes from the queue: its consumer has ended, or waits for something else.",
              "Look at what became of the queue's consumer; offer with a time limit."));

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Supply supply : SUPPLIES) {
      List<Party> waiting =
          graph.parties(g -> KnownCalls.isIn(g, supply.call()) && isStill(g.activity()));
      int count = waiting.stream().mapToInt(p -> p.cohort().count()).sum();
      boolean used =
          supply.call() != Meaning.PUT && !graph.parties(Starved::usesConnection).isEmpty();
      if (count >= SEVERAL && !used && !isServed(graph, supply, waiting)) {
        findings.add(finding(supply, waiting, count));
      }
    }
    return findings;
  }

  /** One that sleeps for a time, in the class of those who wait, may go on to serve them. */
  private static boolean isServed(WaitForGraph graph, Supply supply, List<Party> waiting) {
    Set<String> classes =
        waiting.stream()
            .map(p -> owner(p.frame(KnownCalls.caller(p, supply.call()))))
            .collect(Collectors.toSet());
    return graph.parties(g -> g.activity() == Activity.SLEEPS).stream()
        .filter(p -> !p.cohort().ids().stream().allMatch(id -> id.startsWith("\"main\"")))
        .anyMatch(
            p -> {
              int frame = p.group().applicationFrame();
              return frame >= 0 && classes.contains(owner(p.frame(frame)));
            });
  }

  private static String owner(Frame frame) {
    String function = frame.function();
    return function.substring(0, Math.max(0, function.lastIndexOf('.')));
  }

  /** Who waits for an answer may have what the others want, and give it back then. */
  private static boolean usesConnection(Group group) {
    return KnownCalls.isIn(group, Meaning.PEER) && !KnownCalls.isIn(group, Meaning.CONNECTION_POOL);
  }

  private static boolean isStill(Activity activity) {
    return activity == Activity.WAITS || activity == Activity.SLEEPS;
  }

  private static Finding finding(Supply supply, List<Party> waiting, int count) {
    Party first = waiting.getFirst();
    Frame call = first.frame(KnownCalls.frame(first, supply.call()));
    return new Finding(
        "Starved",
        supply.kind(),
        "%s in %s for %s, and who has them is not to be seen"
            .formatted(
                Sentences.wait(first.dialect(), count),
                Sentences.say(first.frame(first.own(KnownCalls.caller(first, supply.call())))),
                supply.noun()),
        supply.why(),
        Confidence.Suspected,
        Finding.Resource.unnamed(supply.resource()),
        Sentences.merge(
            waiting.stream()
                .map(
                    p -> Sentences.participant(Role.WAITER, p, KnownCalls.caller(p, supply.call())))
                .toList()),
        List.of(Sentences.wait(first.dialect(), count) + " in " + Sentences.say(call)),
        supply.advice());
  }
}
