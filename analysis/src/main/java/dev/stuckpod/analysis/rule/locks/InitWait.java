package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;

/**
 * A static initializer waits for the result of a task or the end of a thread, and one that works
 * for it waits for that very class: a parallel stream or a future in a static initializer. Until it
 * ends, code of the class runs nowhere else, so who is in a lambda of the class was given it there.
 */
public final class InitWait implements Rule {
  private static final String JOIN = "java.lang.Thread.join";

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Resource lock : graph.locks()) {
      if (findings.size() < MOST && !lock.holders().isEmpty()) {
        Holder holder = lock.holders().getFirst();
        List<Waiter> working =
            lock.waiting(Mode.CLASS_INIT).stream().filter(w -> isOf(lock.type(), w)).toList();
        int waits = working.isEmpty() ? -1 : waitsFor(holder);
        if (waits >= 0) {
          findings.add(finding(graph, lock, holder, waits, working));
        }
      }
    }
    return findings;
  }

  /** Whether one waits in a lambda or method of the class that it waits for. */
  private static boolean isOf(String type, Waiter waiter) {
    String function = waiter.party().frame(0).function();
    return !type.isEmpty()
        && (function.startsWith(type + "$$Lambda")
            || function.startsWith(type + "$$anon")
            || function.startsWith(type + "."));
  }

  /** Gives the frame in which an initializer waits for a task or a thread; -1 where in none. */
  private static int waitsFor(Holder holder) {
    Party party = holder.party();
    int call = KnownCalls.frame(party, Meaning.RESULT);
    Effort.step(holder.frame());
    for (int i = 0; call < 0 && i < holder.frame(); i++) {
      call = party.frame(i).function().equals(JOIN) ? i : -1;
    }
    boolean waits = party.group().activity() == Activity.WAITS;
    return waits && call >= 0 && call < holder.frame() ? call : -1;
  }

  /** Whether nobody else is about to do something; who waits for a class is called RUNNABLE. */
  private static boolean isAlone(WaitForGraph graph) {
    return graph.parties(g -> g.activity() == Activity.RUNS || g.activity().isOutside()).stream()
        .map(graph::waiter)
        .allMatch(w -> w != null && w.mode() == Mode.CLASS_INIT);
  }

  private static Finding finding(
      WaitForGraph graph, Resource lock, Holder holder, int waits, List<Waiter> working) {
    boolean alone = isAlone(graph);
    List<Finding.Participant> participants = new ArrayList<>();
    participants.add(Sentences.holder(holder));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    Party worker = working.getFirst().party();
    List<String> evidence = new ArrayList<>();
    evidence.add(holder.evidence());
    evidence.add(
        "the initializer waits in %s, in state '%s'"
            .formatted(Sentences.say(holder.party().frame(waits)), holder.party().group().state()));
    evidence.add(
        "%s waits for the class in code of the class, which only its initializer can have given it"
            .formatted(Sentences.name(worker)));
    if (alone) {
      evidence.add("nobody else runs, or waits for the outside");
    }
    return new Finding(
        "InitWait",
        Kind.CLASS_INIT,
        "%s: its static initializer at %s waits for another thread, and %s, which works for it, waits for the class"
            .formatted(lock.name(), holder.own().location(), Sentences.name(worker)),
        "Whoever runs code of a class waits until its initializer has ended, and the initializer"
            + " waits for just that.",
        alone ? Confidence.Strong : Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        evidence,
        "Start no thread, task or parallel stream in a static initializer and wait for it there: %s."
            .formatted(holder.own().location()));
  }
}
