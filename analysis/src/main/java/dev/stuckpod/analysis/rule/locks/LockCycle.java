package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Two or more locks, each held by a routine that waits for the next one. */
public final class LockCycle implements Rule {
  private static final int MANY = 10;

  /** Links that are told of one by one. */
  private static final int TOLD = 20;

  /** One lock of the cycle: its holder waits for the next lock. */
  private record Link(Resource lock, Holder holder, Waiter next, Resource end) {}

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Set<Resource> done = new HashSet<>();
    List<Resource> locks = graph.locks();
    var circles = new Circles<>(locks, lock -> links(graph, lock), Link::end);
    Queue queue = null;
    for (Resource lock : locks) {
      List<Link> links = done.contains(lock) ? List.of() : circles.from(lock);
      if (!links.isEmpty()) {
        links.forEach(l -> done.add(l.lock()));
        queue = queue == null ? Queue.of(graph) : queue;
        Finding finding = finding(graph, links, behind(queue, links));
        findings.add(
            isGuess(links)
                ? finding.asGuess()
                : Facts.areStated(holders(links)) ? finding.asStated() : finding);
      }
    }
    return findings;
  }

  /** Gives the ways from a lock over its holders to other locks that those wait for. */
  private static List<Link> links(WaitForGraph graph, Resource lock) {
    List<Link> links = new ArrayList<>();
    boolean lasts =
        graph.isQuiet()
            || lock.waiting() >= MANY
            || lock.waiters().stream().anyMatch(w -> w.mode() == Mode.CLASS_INIT);
    for (Holder holder : lock.holders()) {
      Resource next = graph.awaited(holder.party());
      Waiter waiter = graph.waiter(holder.party());
      if (next != null
          && waiter != null
          && next.isLock()
          && !next.equals(lock)
          && (lasts || lasts(holder))) {
        links.add(new Link(lock, holder, waiter, next));
      }
    }
    return links;
  }

  /** In a process that works, many wait for a moment in methods of the object with the lock. */
  private static boolean lasts(Holder holder) {
    return holder.basis().compareTo(Basis.CONTAINMENT) > 0 || holder.party().lasts();
  }

  private static List<Holder> holders(List<Link> links) {
    return links.stream().map(Link::holder).toList();
  }

  /** Gives all who wait for the locks of a circle, and behind those who do; its members apart. */
  private static List<Waiter> behind(Queue queue, List<Link> links) {
    Set<Party> holders = links.stream().map(l -> l.holder().party()).collect(Collectors.toSet());
    return queue.with(links.stream().map(Link::lock).toList()).stream()
        .flatMap(lock -> lock.waiters().stream())
        .filter(w -> !holders.contains(w.party()))
        .toList();
  }

  /** Says of one in a circle what it holds, and for whom it waits. */
  private static String say(Link link, Link next) {
    return "%s holds the %s and waits in %s for the %s, which %s holds"
        .formatted(
            Sentences.name(link.holder().party()),
            link.lock().name(),
            Sentences.say(link.next()),
            next.lock().name(),
            Sentences.name(next.holder().party()));
  }

  private static Finding finding(WaitForGraph graph, List<Link> links, List<Waiter> behind) {
    String title =
        links.stream()
            .limit(TOLD)
            .map(
                l ->
                    "%s held by %s, which waits for the next at %s"
                        .formatted(
                            l.lock().name(), Sentences.say(l.holder()), l.next().own().location()))
            .collect(Collectors.joining("; ", "", more(links, "; ")));
    var participants = new ArrayList<Finding.Participant>();
    var evidence = new ArrayList<String>();
    for (Link link : links) {
      participants.add(
          Sentences.participant(Role.HOLDER, link.holder().party(), link.next().frame()));
    }
    List<Link> told = links.subList(0, Math.min(TOLD, links.size()));
    for (int i = 0; i < told.size(); i++) {
      evidence.add(say(links.get(i), links.get((i + 1) % links.size())));
    }
    if (links.size() > TOLD) {
      evidence.add("so it goes on for " + (links.size() - TOLD) + " more locks");
    }
    boolean stated = Facts.areStated(holders(links));
    if (stated) {
      evidence.add(Facts.seen(graph, Facts.parties(holders(links))));
    }
    told.stream()
        .map(Link::holder)
        .filter(holder -> holder.basis() != Basis.PRINTED) // else the dump says no more than that
        .forEach(holder -> evidence.add(holder.evidence()));
    behind.forEach(w -> participants.add(Sentences.waiter(w)));
    int waiting = behind.stream().mapToInt(w -> w.party().cohort().count()).sum();
    if (waiting > 0) {
      evidence.add(
          "%d %s behind them: %s"
              .formatted(waiting, waiting == 1 ? "waits" : "wait", Sentences.places(behind)));
    }
    boolean timed = links.stream().anyMatch(l -> l.next().mode() == Mode.TIMED_LOCK);
    return new Finding(
        "LockCycle",
        kind(links, timed),
        "%d locks in a circle%s: %s"
            .formatted(links.size(), timed ? " until a time limit is over" : "", title),
        timed
            ? "Each %s holds the lock that the next one waits for, but one of them gives up when its time is over: then the others go on, and it may come to the same again."
                .formatted(graph.dump().runtime().routine())
            : "Each %s holds the lock that the next one waits for, so none of them can go on."
                .formatted(graph.dump().runtime().routine()),
        stated
            ? Facts.confidence(graph, holders(links), Facts.parties(holders(links)))
            : confidence(links),
        Sentences.resource(links.getFirst().lock()),
        Sentences.merge(participants),
        evidence,
        "Take these locks in the same order everywhere, or give the first back before taking the"
            + " second: "
            + links.stream()
                .limit(TOLD)
                .map(l -> l.next().own().location())
                .collect(Collectors.joining(", ", "", more(links, ", ")))
            + ".");
  }

  private static Kind kind(List<Link> links, boolean timed) {
    if (timed) {
      return Kind.CONVOY;
    }
    return links.stream().allMatch(l -> l.next().mode() == Mode.CLASS_INIT)
        ? Kind.CLASS_INIT
        : Kind.AB_BA;
  }

  private static String more(List<Link> links, String separator) {
    return links.size() > TOLD ? separator + "and " + (links.size() - TOLD) + " more" : "";
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
      case LINE_ORDER, LOCKED_NAME, MEMORY_STRONG, MEMORY_PROVEN -> Confidence.Strong;
      case CONTAINMENT -> only ? Confidence.Strong : Confidence.Suspected;
      case GIVEN, MEMORY_SUSPECTED, SAME_TYPE, LOCK_CALL, CLOSURE -> Confidence.Suspected;
    };
  }
}
