package dev.stuckpod.analysis.rule.reported;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Go runtime says itself that all goroutines are asleep. That is evidence for what other rules
 * have found; where they have found nothing that explains it, it is all that is known.
 */
public final class AllAsleep {
  private static final String SEEN = "the Go runtime says that all goroutines are asleep";

  /** Advice where one routine waits for a lock, and no other one does. */
  private static final String TWICE = "A function returned without Unlock, or takes the lock twice";

  /** What is waited for, the most telling first: who waits for a group waits for its members. */
  private enum Cause {
    LOCK(
        Kind.ORPHAN_LOCK,
        "who holds what is not to be seen",
        "Look for a function that returned without Unlock, for one that takes a lock twice, and for"
            + " locks that are taken in different orders"),
    CHANNEL(
        Kind.CHANNEL,
        "nobody is left on the other side",
        "Look for who should send, receive or close, and why it ended or waits itself"),
    CONDITION(
        Kind.CONDITION_VARIABLE,
        "nobody is left to signal it",
        "Look for a change of the state without Signal or Broadcast, or before the Wait"),
    GROUP(
        Kind.WAITGROUP,
        "nobody is left to call Done",
        "Look for an Add without a Done, and for a WaitGroup that was copied: it must be passed by"
            + " its address");

    private final Kind kind;
    private final String why;
    private final String advice;

    Cause(Kind kind, String why, String advice) {
      this.kind = kind;
      this.why = why;
      this.advice = advice;
    }

    static Optional<Cause> of(Mode mode) {
      return switch (mode) {
        case LOCK, TIMED_LOCK, READ_LOCK, WRITE_QUEUE, PENDING_WRITE -> Optional.of(LOCK);
        case SEND, RECEIVE, SELECT -> Optional.of(CHANNEL);
        case CONDITION -> Optional.of(CONDITION);
        case WAIT_GROUP -> Optional.of(GROUP);
        case RESULT, CLASS_INIT -> Optional.empty();
      };
    }
  }

  private AllAsleep() {}

  /** Gives the findings as the runtime's own one has them. */
  public static List<Finding> judge(WaitForGraph graph, List<Finding> findings) {
    if (!graph.dump().asleep()) {
      return findings;
    }
    if (findings.stream().anyMatch(AllAsleep::explains)) {
      return findings.stream().map(f -> explains(f) ? f.weighed(f.confidence(), SEEN) : f).toList();
    }
    List<Finding> all = new ArrayList<>();
    finding(graph).ifPresent(all::add);
    all.addAll(findings);
    return all;
  }

  private static boolean explains(Finding finding) {
    Verdict verdict = finding.verdict();
    return verdict == Verdict.Deadlock || verdict == Verdict.Starvation;
  }

  private static Optional<Finding> finding(WaitForGraph graph) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    Set<Cause> joins = EnumSet.noneOf(Cause.class);
    for (Resource resource : graph.resources()) {
      for (Waiter waiter : resource.waiters()) {
        boolean join = waiter.mode() == Mode.RECEIVE || waiter.mode() == Mode.WAIT_GROUP;
        Cause.of(waiter.mode()).ifPresent(join ? joins::add : causes::add);
      }
    }
    // who joins others says nothing of what those wait for
    causes.addAll(causes.isEmpty() ? joins : Set.of());
    return causes.stream().findFirst().map(cause -> finding(graph, causes, cause));
  }

  private static Finding finding(WaitForGraph graph, Set<Cause> causes, Cause cause) {
    List<Resource> first = graph.resources().stream().filter(r -> isFor(r, cause)).toList();
    List<Waiter> root = first.stream().flatMap(r -> r.waiters().stream()).toList();
    List<Waiter> others =
        graph.resources().stream()
            .filter(r -> !isFor(r, cause))
            .flatMap(r -> r.waiters().stream())
            .toList();
    int count = root.stream().mapToInt(w -> w.party().cohort().count()).sum();
    List<Finding.Participant> participants = new ArrayList<>();
    root.forEach(w -> participants.add(Sentences.waiter(w)));
    others.forEach(w -> participants.add(Sentences.waiter(w)));
    boolean lone = cause == Cause.LOCK && count == 1;
    return new Finding(
        "AllAsleep",
        cause == Cause.LOCK && causes.size() > 1 ? Kind.CHANNEL_AND_LOCK : cause.kind,
        "%s: %s for %s, and %s"
            .formatted(
                SEEN, Sentences.wait(graph.dump().runtime(), count), names(first), cause.why),
        "The runtime ends a process in which no goroutine can ever run again. All of them are in"
            + " the dump, so the cause is among them, or in one that has ended.",
        causes.size() > 1 ? Confidence.Suspected : Confidence.Proven,
        first.size() == 1
            ? Sentences.resource(first.getFirst())
            : Finding.Resource.unnamed(first.getFirst().kind()),
        Sentences.merge(participants),
        evidence(root, others),
        (lone ? TWICE : cause.advice) + ": " + places(root) + ".");
  }

  private static String names(List<Resource> resources) {
    List<String> names = resources.stream().map(Resource::name).distinct().toList();
    return names.stream().limit(2).collect(Collectors.joining(" and "))
        + (names.size() > 2 ? " and others" : "");
  }

  private static String places(List<Waiter> waiters) {
    return waiters.stream()
        .map(w -> w.own().location())
        .distinct()
        .limit(3)
        .collect(Collectors.joining(", "));
  }

  private static boolean isFor(Resource resource, Cause cause) {
    return resource.waiters().stream().anyMatch(w -> Cause.of(w.mode()).equals(Optional.of(cause)));
  }

  private static List<String> evidence(List<Waiter> root, List<Waiter> others) {
    List<String> evidence = new ArrayList<>();
    evidence.add(SEEN);
    evidence.add("waiters: " + Sentences.places(root));
    if (!others.isEmpty()) {
      evidence.add("waiters for something else: " + Sentences.places(others));
    }
    return evidence;
  }
}
