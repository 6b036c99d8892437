package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A few wait for a lock whose holder, as the dump names it, sleeps, waits for a time or for an
 * answer. One dump does not tell whether that lasts, so it is told only where nothing else is
 * found.
 */
public final class SmallCrowd implements Rule {
  private static final int FEW = 2;

  /** Files are read in a moment; a peer may take its time. */
  private static final Pattern FILE =
      Pattern.compile(
          "java\\.io\\.(FileInputStream|RandomAccessFile)\\..*|java\\.util\\.(zip|jar)\\..*"
              + "|sun\\.nio\\.ch\\.File(Dispatcher|Channel)Impl.*");

  @Override
  public boolean isLastResort() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Queue queue = Queue.of(graph);
    for (Resource lock : graph.locks()) {
      Optional<Holder> holder =
          lock.holders().stream()
              .filter(h -> h.basis() == Basis.PRINTED && graph.awaited(h.party()) == null)
              .filter(h -> !Turns.areTaken(lock, h))
              .findFirst();
      String does = holder.map(h -> does(h.party())).orElse("");
      if (!does.isEmpty() && findings.size() < MOST && queue.waiting(lock) >= FEW) {
        findings.add(finding(queue, lock, holder.get(), does).asGuess());
      }
    }
    return findings;
  }

  private static String does(Party party) {
    return switch (party.group().activity()) {
      case SLEEPS ->
          party.group().state().contains("sleeping") ? "sleeps" : "waits for a limited time";
      case READS ->
          party.frames().stream().map(Frame::function).anyMatch(f -> FILE.matcher(f).matches())
              ? ""
              : "waits for an answer from outside";
      // one that is BLOCKED by nobody has just got its lock
      case WAITS -> party.group().state().startsWith("WAITING") ? "waits for another thread" : "";
      case WRITES, RUNS -> ""; // done in a moment, as far as one dump tells
    };
  }

  private static Finding finding(Queue queue, Resource lock, Holder holder, String does) {
    var participants = new ArrayList<Finding.Participant>();
    participants.add(Sentences.holder(holder));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    queue.waiters(lock).forEach(w -> participants.add(Sentences.waiter(w)));
    var evidence = new ArrayList<String>();
    evidence.add(holder.evidence());
    evidence.add(Sentences.stands("the holder", holder.party(), holder.party().frame(0)));
    evidence.add("waiters: " + Sentences.places(lock.waiters()));
    evidence.addAll(queue.evidence(lock));
    return new Finding(
        "SmallCrowd",
        Kind.CONVOY,
        "%s held by %s, which %s; %s for the lock%s"
            .formatted(
                lock.name(), Sentences.say(holder), does, Sentences.wait(lock), queue.more(lock)),
        "Whoever wants the lock waits as long as its holder does; whether that is long, one dump"
            + " does not tell.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        evidence,
        "Do not wait with the lock held: %s. A second dump, seconds later, shows whether it lasts."
            .formatted(holder.own().location()));
  }
}
