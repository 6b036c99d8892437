package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Activity;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.KnownCalls.Kind;
import java.util.List;

/**
 * Several routines wait for a connection of a pool, and none is seen to use one: those who have the
 * connections are among the waiting, or have not given them back.
 */
final class ConnectionPool implements Rule {
  private static final int SEVERAL = 2;

  @Override
  public boolean standsAside() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Party> waiting =
        graph.parties(g -> KnownCalls.isIn(g, Kind.CONNECTION_POOL) && isStill(Activity.of(g)));
    int count = waiting.stream().mapToInt(p -> p.cohort().count()).sum();
    boolean used =
        !graph
            .parties(
                g -> KnownCalls.isIn(g, Kind.PEER) && !KnownCalls.isIn(g, Kind.CONNECTION_POOL))
            .isEmpty();
    if (count < SEVERAL || used || !graph.isQuiet()) {
      return List.of();
    }
    Party first = waiting.getFirst();
    var call = first.frame(KnownCalls.frame(first, Kind.CONNECTION_POOL));
    return List.of(
        new Finding(
            "ConnectionPool",
            "connection-pool",
            FindingClass.OTHER,
            "%s for a connection in %s, and no routine is seen to use one"
                .formatted(Sentences.wait(count), Sentences.say(call)),
            "Whoever has the connections waits for another one, or has not given its own back.",
            Confidence.Suspected,
            null,
            Sentences.merge(
                waiting.stream()
                    .map(
                        p ->
                            Sentences.participant(
                                Role.WAITER, p, KnownCalls.caller(p, Kind.CONNECTION_POOL)))
                    .toList()),
            List.of(
                Sentences.wait(count) + " in " + Sentences.say(call),
                "no routine makes a call over a connection, and none runs"),
            "Close rows, statements and transactions before asking for the next connection; compare"
                + " the pool's size with what one request needs at a time."));
  }

  private static boolean isStill(Activity activity) {
    return activity == Activity.WAITS || activity == Activity.SLEEPS;
  }
}
