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
import dev.stuckpod.analysis.rule.ground.Called;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several routines wait for what is handed out in limited number, and none is seen that would give
 * it back: a connection of a pool, a permit, room in a queue.
 */
public final class Starved implements Rule {
  private static final int SEVERAL = 2;
  private static final int TOLD = 4;

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
        findings.add(finding(graph, supply, waiting, count));
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
    Set<Party> starved = new HashSet<>(waiting); // with a time limit they sleep, too
    return graph.parties(g -> g.activity() == Activity.SLEEPS).stream()
        .filter(p -> !starved.contains(p))
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

  static boolean isStill(Activity activity) {
    return activity == Activity.WAITS || activity == Activity.SLEEPS;
  }

  private static Finding finding(
      WaitForGraph graph, Supply supply, List<Party> waiting, int count) {
    Party first = waiting.getFirst();
    Frame call = first.frame(KnownCalls.frame(first, supply.call()));
    List<Party> holders = new ArrayList<>();
    List<String> begun = List.of();
    if (supply.call() == Meaning.CONNECTION_POOL) {
      PoolUsers users = new PoolUsers(graph, waiting);
      holders.addAll(users.calling());
      holders.addAll(users.again());
      begun = users.among().stream().limit(TOLD).map(id -> "goroutine " + id).toList();
    }
    List<Finding.Participant> participants = new ArrayList<>();
    holders.forEach(p -> participants.add(Sentences.participant(Role.HOLDER, p, frame(supply, p))));
    waiting.stream()
        .filter(p -> !holders.contains(p))
        .forEach(p -> participants.add(Sentences.participant(Role.WAITER, p, frame(supply, p))));
    List<String> evidence = new ArrayList<>();
    evidence.add(Sentences.wait(first.dialect(), count) + " in " + Sentences.say(call));
    holders.stream().limit(TOLD).forEach(p -> evidence.add(has(supply, p)));
    if (!begun.isEmpty()) {
      evidence.add("have begun a transaction, and wait among them: " + String.join(", ", begun));
    }
    return new Finding(
        "Starved",
        supply.kind(),
        "%s in %s for %s, and %s"
            .formatted(
                Sentences.wait(first.dialect(), count),
                Sentences.say(first.frame(first.own(KnownCalls.caller(first, supply.call())))),
                supply.noun(),
                !holders.isEmpty()
                    ? have(supply, holders)
                    : begun.isEmpty()
                        ? "who has them is not to be seen"
                        : String.join(", ", begun) + " among them inside a transaction"),
        supply.why(),
        Confidence.Suspected,
        Finding.Resource.unnamed(supply.resource()),
        Sentences.merge(participants),
        evidence,
        supply.advice());
  }

  private static int frame(Supply supply, Party party) {
    boolean waits = KnownCalls.isIn(party.group(), supply.call());
    return party.own(KnownCalls.caller(party, waits ? supply.call() : Meaning.CONNECTION));
  }

  /** Says that some have what others wait for: {@code 2 that have one wait in …}. */
  private static String have(Supply supply, List<Party> holders) {
    int count = holders.stream().mapToInt(p -> p.cohort().count()).sum();
    Party first = holders.getFirst();
    Called called = Called.by(holders);
    return "%d that %s one, as it seems, %s in %s%s"
        .formatted(
            count,
            count == 1 ? "has" : "have",
            count == 1 ? "waits" : "wait",
            Sentences.say(first, frame(supply, first)),
            called.isKnown() ? " for " + called.orElse("") : "");
  }

  private static String has(Supply supply, Party party) {
    boolean again = KnownCalls.isIn(party.group(), supply.call());
    return "%s %s, in state '%s' in %s"
        .formatted(
            Sentences.name(party),
            again
                ? "is past a line at which others wait for their first one, or has begun a"
                    + " transaction"
                : "is in a call of a connection",
            party.group().state(),
            Sentences.say(party, frame(supply, party)));
  }
}
