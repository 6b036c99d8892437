package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Called;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock is held by one who waits for no other lock, but for the outside: a socket, a file, a full
 * pipe behind the log, a time, or who simply works while many wait.
 */
public final class SlowHolder implements Rule {
  private static final int MANY = 10;

  /** So many at once are told of though whoever has the lock runs. */
  private static final int VERY_MANY = 20;

  /** What the holder does meanwhile. */
  private record Delay(Kind kind, String does, String advice) {}

  private static final Delay IO =
      new Delay(
          Kind.LOCK_ACROSS_IO,
          "waits for input or output",
          "Do the reading and writing without the lock, or give it a deadline");
  private static final Delay LOG =
      new Delay(
          Kind.LOG_BLOCKED,
          "cannot write its log line",
          "Look at what should read that output; log through a bounded queue that drops");
  private static final Delay SLEEP =
      new Delay(Kind.CONVOY, "sleeps", "Do not sleep with the lock held");
  private static final Delay WORK =
      new Delay(Kind.CONVOY, "runs", "Hold the lock for less, or split it");
  private static final Delay SIGNAL =
      new Delay(
          Kind.CHANNEL_AND_LOCK,
          "waits for a signal of another thread",
          "Do not wait for another thread with the lock held");

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Crowd> found = new ArrayList<>();
    Queue queue = Queue.of(graph);
    for (Resource lock : graph.locks()) {
      int waiting = queue.isBehindAnother(lock) ? lock.waiting() : queue.waiting(lock);
      boolean many = waiting >= MANY;
      for (Holder holder : lock.holders()) {
        Delay delay = delay(graph, lock, many, holder);
        if (delay != null) {
          Finding finding = finding(graph, queue, lock, holder, delay);
          Finding told =
              holder.isStated() && !delay.equals(WORK)
                  ? finding.asStated()
                  : delay.kind() == Kind.CONVOY || isGuess(holder) ? finding.asGuess() : finding;
          found.add(new Crowd(waiting, told));
          break;
        }
      }
    }
    // the one behind whom most wait first, however many wait for that very lock
    return found.stream()
        .sorted(Comparator.comparingInt(crowd -> -crowd.waiting()))
        .map(Crowd::finding)
        .toList();
  }

  /** A finding, and how many wait for its lock or behind those who do. */
  private record Crowd(int waiting, Finding finding) {}

  private static @Nullable Delay delay(
      WaitForGraph graph, Resource lock, boolean many, Holder holder) {
    Party party = holder.party();
    if (isTold(graph, party) || Turns.areTaken(lock, holder)) {
      return null;
    }
    boolean reads = isGuess(holder) && readsMeanwhile(graph, lock, holder);
    if (isGuess(holder) && !reads) {
      return null;
    }
    boolean printed = holder.basis() == Basis.PRINTED;
    // a busy process is in the middle of a short write or read at any moment
    boolean lasts = graph.isQuiet() || party.lasts() || many;
    return switch (party.group().activity()) {
      case WRITES ->
          !lasts ? null : KnownCalls.frame(party, KnownCalls.Meaning.LOG) >= 0 ? LOG : IO;
      case READS -> lasts ? IO : null;
      case SLEEPS -> many || graph.isQuiet() || holder.isStated() && party.lasts() ? SLEEP : null;
      case RUNS ->
          printed && many || isLong(lock) || holder.isStated() && lock.waiting() >= VERY_MANY
              ? WORK
              : null;
      case WAITS -> (printed || reads) && graph.isQuiet() ? SIGNAL : null;
    };
  }

  /**
   * Whether a reader, as far as lines tell, has the lock: no dump of a JVM names readers, so where
   * nothing runs it is they who keep a writer waiting.
   */
  private static boolean readsMeanwhile(WaitForGraph graph, Resource lock, Holder holder) {
    return lock.kind() == ResourceKind.READ_WRITE_LOCK
        && holder.since() != null
        && graph.isQuiet()
        && !lock.waiting(Mode.LOCK).isEmpty();
  }

  /** Whether what the holder waits for is a lock of which others are the cause. */
  private static boolean isTold(WaitForGraph graph, Party party) {
    Resource awaited = graph.awaited(party);
    Waiter waiter = graph.waiter(party);
    return awaited != null
        && (waiter == null || waiter.mode() != Mode.TIMED_LOCK || !awaited.holders().isEmpty());
  }

  private static boolean isGuess(Holder holder) {
    return holder.basis().compareTo(Basis.CONTAINMENT) < 0;
  }

  private static String does(Delay delay, Holder holder) {
    Called called = Called.by(List.of(holder.party()));
    return delay.equals(IO) && called.isKnown() ? "waits for " + called.orElse("") : delay.does();
  }

  private static boolean isShort(Holder holder) {
    return !holder.party().dialect().isSure(holder.party().group().activity());
  }

  /** Whoever works gives a lock back in less than minutes. */
  private static boolean isLong(Resource lock) {
    return lock.waiters().stream().anyMatch(w -> w.party().cohort().waitMinutes() > 0);
  }

  private static Finding finding(
      WaitForGraph graph, Queue queue, Resource lock, Holder holder, Delay delay) {
    boolean lasts = graph.isQuiet() && !isShort(holder) || holder.party().lasts();
    boolean stated = holder.isStated() && lasts && !delay.equals(WORK);
    boolean sure =
        holder.basis().compareTo(Basis.LINE_ORDER) >= 0
            && queue.waiting(lock) > 1
            && lasts
            && (delay.equals(IO) || delay.equals(LOG));
    var participants = new ArrayList<Finding.Participant>();
    participants.add(Sentences.holder(holder));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    queue.waiters(lock).forEach(w -> participants.add(Sentences.waiter(w)));
    List<Party> itself = List.of(holder.party());
    var evidence = new ArrayList<String>();
    evidence.add(holder.evidence());
    evidence.add(Sentences.stands("the holder", holder.party(), holder.party().frame(0)));
    evidence.add("waiters: " + Sentences.places(lock.waiters()));
    if (holder.isStated()) {
      evidence.add(Facts.seen(graph, itself));
    }
    evidence.addAll(queue.evidence(lock));
    return new Finding(
        "SlowHolder",
        delay.kind(),
        "%s %s by %s, which %s; %s for the lock%s"
            .formatted(
                lock.name(),
                isGuess(holder) ? "read-held, as it seems," : "held",
                Sentences.say(holder),
                does(delay, holder),
                Sentences.wait(lock),
                queue.more(lock)),
        "Whoever wants the lock waits as long as its holder does.",
        stated
            ? Facts.confidence(graph, List.of(holder), itself)
            : sure ? Confidence.Strong : Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        evidence,
        delay.advice() + ": " + holder.own().location() + ".");
  }
}
