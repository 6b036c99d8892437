package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Frame;
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
import java.util.List;

/**
 * Many wait for a connection of a pool, and all who are seen to have one wait in it for the answer
 * of a peer: a silent database, say. A busy server looks so for a moment, so they must be many, or
 * have waited for long.
 */
public final class PoolBehindPeer implements Rule {
  private static final int MANY = 10;

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Party> waiting =
        graph.parties(
            g -> KnownCalls.isIn(g, Meaning.CONNECTION_POOL) && Starved.isStill(g.activity()));
    int count = count(waiting);
    if (count < 2) {
      return List.of();
    }
    PoolUsers users = new PoolUsers(graph, waiting);
    List<Party> calling = users.calling();
    boolean peer =
        !calling.isEmpty() && calling.stream().allMatch(p -> p.group().activity().isOutside());
    boolean lasts =
        count >= MANY
            || waiting.stream().anyMatch(Party::lasts) && calling.stream().allMatch(Party::lasts);
    return peer && lasts && users.again().isEmpty()
        ? List.of(finding(waiting, count, calling))
        : List.of();
  }

  private static int count(List<Party> parties) {
    return parties.stream().mapToInt(p -> p.cohort().count()).sum();
  }

  /** Gives the application's call that is in a call of its connection. */
  static int frame(Party party) {
    return party.own(KnownCalls.caller(party, Meaning.CONNECTION));
  }

  private static Finding finding(List<Party> waiting, int count, List<Party> calling) {
    Party first = calling.getFirst();
    Party waits = waiting.getFirst();
    int held = count(calling);
    Called called = Called.by(calling);
    Frame asks = waits.frame(waits.own(KnownCalls.caller(waits, Meaning.CONNECTION_POOL)));
    List<Finding.Participant> participants = new ArrayList<>();
    calling.forEach(p -> participants.add(Sentences.participant(Role.HOLDER, p, frame(p))));
    waiting.forEach(
        p ->
            participants.add(
                Sentences.participant(
                    Role.WAITER, p, KnownCalls.caller(p, Meaning.CONNECTION_POOL))));
    List<String> evidence = new ArrayList<>();
    calling.stream()
        .limit(4)
        .forEach(
            p ->
                evidence.add(
                    "%s has a connection: it is in %s, in state '%s' in %s"
                        .formatted(
                            Sentences.name(p),
                            Sentences.say(p, frame(p)),
                            p.group().state(),
                            Sentences.say(p.frame(0)))));
    evidence.addAll(called.evidence());
    evidence.add(
        Sentences.wait(waits.dialect(), count) + " for a connection in " + Sentences.say(asks));
    return new Finding(
        "PoolBehindPeer",
        Kind.WAITING_ON_PEER,
        "%s for a connection in %s; %s one %s for the answer of %s in %s"
            .formatted(
                Sentences.wait(waits.dialect(), count),
                Sentences.say(asks),
                held == 1 ? "the one that has" : "the %d that have".formatted(held),
                held == 1 ? "waits" : "wait",
                called.orElse("a peer"),
                Sentences.say(first, frame(first))),
        "The pool is empty because the other end of its connections does not answer, or is slower"
            + " than connections are asked for. Nobody is seen who keeps one without using it.",
        Confidence.Suspected,
        called.resource(),
        Sentences.merge(participants),
        evidence,
        "Look at %s, and give its calls a deadline: %s."
            .formatted(
                called.isKnown() ? called.address() : "the service at the other end",
                first.frame(frame(first)).location()));
  }
}
