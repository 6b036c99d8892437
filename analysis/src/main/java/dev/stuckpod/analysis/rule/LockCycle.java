package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Two or more locks, each held by a routine that waits for the next one. */
final class LockCycle implements Rule {
  private static final int MANY = 10;

  /** One lock of the cycle: its holder waits for the next lock. */
  private record Link(Resource lock, Holder holder, Waiter next) {}

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Set<Resource> done = new HashSet<>();
    for (Resource lock : graph.locks()) {
      if (!done.contains(lock)) {
        cycle(graph, lock, new ArrayList<>(), new HashSet<>())
            .ifPresent(
                links -> {
                  links.forEach(l -> done.add(l.lock()));
                  findings.add(isGuess(links) ? finding(links).asGuess() : finding(links));
                });
      }
    }
    return findings;
  }

  /** Goes from lock to holder to the lock that it waits for, until the first lock is met again. */
  private static Optional<List<Link>> cycle(
      WaitForGraph graph, Resource lock, List<Link> path, Set<Resource> seen) {
    if (!path.isEmpty() && path.getFirst().lock().equals(lock)) {
      return path.size() > 1 ? Optional.of(path) : Optional.empty();
    }
    if (!seen.add(lock)) {
      return Optional.empty();
    }
    for (Holder holder : lock.holders()) {
      if (!lasts(graph, lock, holder)) {
        continue;
      }
      Resource next = graph.awaited(holder.party());
      if (next == null || !next.isLock() || next.equals(lock)) {
        continue;
      }
      Waiter waiter =
          next.waiters().stream()
              .filter(w -> w.party().equals(holder.party()))
              .findFirst()
              .orElseThrow();
      List<Link> longer = new ArrayList<>(path);
      longer.add(new Link(lock, holder, waiter));
      Optional<List<Link>> found = cycle(graph, next, longer, seen);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** In a process that works, many wait for a moment in methods of the object with the lock. */
  private static boolean lasts(WaitForGraph graph, Resource lock, Holder holder) {
    return holder.basis().compareTo(Basis.CONTAINMENT) > 0
        || lock.waiters().stream().anyMatch(w -> w.mode() == Mode.CLASS_INIT)
        || graph.isQuiet()
        || holder.party().lasts()
        || lock.waiting() >= MANY;
  }

  private static Finding finding(List<Link> links) {
    String title =
        links.stream()
            .map(
                l ->
                    "%s held by %s, which waits for the next at %s"
                        .formatted(
                            l.lock().name(),
                            Sentences.say(l.holder().at()),
                            l.next().at().location()))
            .collect(Collectors.joining("; "));
    var participants = new ArrayList<Finding.Participant>();
    var evidence = new ArrayList<String>();
    for (Link link : links) {
      participants.add(
          Sentences.participant(Role.HOLDER, link.holder().party(), link.next().frame()));
      evidence.add(link.holder().evidence());
      evidence.add(
          "%s is held while %s waits in %s"
              .formatted(
                  link.lock().name(),
                  link.next().party().group().state(),
                  Sentences.say(link.next().at())));
    }
    for (Link link : links) {
      link.lock().waiters().stream()
          .filter(w -> links.stream().noneMatch(l -> l.holder().party().equals(w.party())))
          .forEach(w -> participants.add(Sentences.waiter(w)));
    }
    return new Finding(
        "LockCycle",
        links.stream().allMatch(l -> l.next().mode() == Mode.CLASS_INIT) ? "class-init" : "ab-ba",
        FindingClass.RESOURCE,
        "%d locks in a circle: %s".formatted(links.size(), title),
        "Each routine holds the lock that the next one waits for, so none of them can go on.",
        confidence(links),
        Sentences.resource(links.getFirst().lock()),
        Sentences.merge(participants),
        evidence,
        "Take these locks in the same order everywhere, or give the first back before taking the"
            + " second: "
            + links.stream().map(l -> l.next().at().location()).collect(Collectors.joining(", "))
            + ".");
  }

  /** Whether a link is hardly more than that somebody must hold the lock. */
  private static boolean isGuess(List<Link> links) {
    return links.stream().anyMatch(l -> l.holder().basis().compareTo(Basis.CONTAINMENT) < 0);
  }

  private static Confidence confidence(List<Link> links) {
    Basis weakest = links.stream().map(l -> l.holder().basis()).min(Basis::compareTo).orElseThrow();
    boolean only = links.stream().allMatch(l -> l.lock().holders().size() == 1);
    return switch (weakest) {
      case PRINTED -> Confidence.Proven;
      case LINE_ORDER, LOCKED_NAME -> Confidence.Strong;
      case CONTAINMENT -> only ? Confidence.Strong : Confidence.Suspected;
      case GIVEN, SAME_TYPE, LOCK_CALL, CLOSURE -> Confidence.Suspected;
    };
  }
}
