package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who of a connection pool's users has a connection: one that is in a call of a connection; one
 * that waits for another connection past the line at which others wait for their first, or that has
 * begun a transaction whose watcher is still there.
 */
final class PoolUsers {
  private static final int NEVER = Integer.MAX_VALUE;

  /** Goroutines that wait for the end of a transaction, or of rows, that another one has begun. */
  private static final Set<String> WATCHERS =
      Set.of("database/sql.(*Tx).awaitDone", "database/sql.(*Rows).awaitDone");

  private final List<Party> waiting;
  private final List<Party> calling;
  private final List<Party> again;
  private final Set<Long> among = new TreeSet<>();

  /**
   * Looks for them.
   *
   * @param waiting those who wait for a connection
   */
  PoolUsers(WaitForGraph graph, List<Party> waiting) {
    this.waiting = List.copyOf(waiting);
    this.calling =
        graph.parties(
            g ->
                KnownCalls.isIn(g, Meaning.CONNECTION)
                    && !isWatcher(g)
                    && !KnownCalls.isIn(g, Meaning.CONNECTION_POOL));
    Set<Long> begun = begun(graph);
    Map<String, Integer> first = new HashMap<>();
    for (Party party : waiting) {
      Frame at = asks(party);
      first.merge(place(at), at.line() > 0 ? at.line() : NEVER, Math::min);
    }
    List<Party> found = new ArrayList<>();
    for (Party party : waiting) {
      Frame at = asks(party);
      boolean past = at.line() > first.getOrDefault(place(at), NEVER);
      Set<Long> own = new TreeSet<>(party.numbers());
      own.retainAll(begun);
      if (past || !own.isEmpty() && own.size() == party.cohort().count()) {
        found.add(party);
      } else {
        among.addAll(own);
      }
    }
    this.again = found;
  }

  /** Gives the application's call that asks for a connection. */
  private static Frame asks(Party party) {
    return party.frame(party.own(KnownCalls.caller(party, Meaning.CONNECTION_POOL)));
  }

  private static String place(Frame frame) {
    return frame.function() + " " + frame.file();
  }

  private static Set<Long> begun(WaitForGraph graph) {
    Set<Long> begun = new HashSet<>();
    for (var group : graph.groups()) {
      if (isWatcher(group)) {
        Effort.step(group.count());
        group.cohorts().forEach(c -> begun.addAll(c.starters()));
      }
    }
    begun.remove(0L);
    return begun;
  }

  private static boolean isWatcher(Group group) {
    return group.stack().frames().stream().anyMatch(f -> WATCHERS.contains(f.function()));
  }

  /** Numbers of goroutines that have begun a transaction, among others at the same place. */
  Set<Long> among() {
    return among;
  }

  /** Those who are in a call of a connection. */
  List<Party> calling() {
    return calling;
  }

  /** Those who have a connection, it seems, and wait for another one. */
  List<Party> again() {
    return again.size() < waiting.size() || again.size() == 1 ? again : List.of();
  }
}
