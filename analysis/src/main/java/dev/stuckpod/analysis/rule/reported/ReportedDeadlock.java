package dev.stuckpod.analysis.rule.reported;

import dev.stuckpod.analysis.model.Deadlock;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.SourceLink;
import dev.stuckpod.analysis.report.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deadlocks that the JVM itself reports and no rule has found: where stacks or lines about locks
 * are lost, the report is all that is left.
 */
public final class ReportedDeadlock {
  /** Links that are told of one by one. */
  private static final int TOLD = 20;

  private static final String CONFIRMED = "the JVM's own deadlock report says so, too";

  private static final Frame NOWHERE = new Frame("", "", 0);

  private ReportedDeadlock() {}

  /** Gives what only the report shows, and the findings that are about other locks. */
  public static List<Finding> judge(Dump dump, List<Finding> findings) {
    List<Deadlock> unexplained =
        dump.deadlocks().stream().filter(d -> !isExplained(d, findings)).toList();
    Set<String> all =
        dump.deadlocks().stream().flatMap(d -> threads(d).stream()).collect(Collectors.toSet());
    List<Finding> confirmed =
        findings.stream().map(f -> explains(f, all) ? f.seen(CONFIRMED) : f).toList();
    if (unexplained.isEmpty()) {
      return confirmed;
    }
    Map<String, Finding.Participant> seen = seen(dump, unexplained);
    Set<String> locks =
        unexplained.stream()
            .flatMap(d -> d.links().stream())
            .map(l -> l.lock().address())
            .collect(Collectors.toSet());
    return Stream.concat(
            unexplained.stream().map(d -> finding(d, seen)),
            confirmed.stream().filter(f -> !locks.contains(f.resource().address())))
        .toList();
  }

  private static boolean isExplained(Deadlock deadlock, List<Finding> findings) {
    return findings.stream().anyMatch(f -> explains(f, threads(deadlock)));
  }

  private static Set<String> threads(Deadlock deadlock) {
    return deadlock.links().stream().map(Deadlock.Link::thread).collect(Collectors.toSet());
  }

  private static boolean explains(Finding finding, Set<String> threads) {
    return finding.confidence() == Confidence.Proven
        && isCircle(finding)
        && finding.participants().stream()
            .filter(p -> p.role() == Role.HOLDER)
            .flatMap(p -> p.ids().stream())
            .anyMatch(id -> threads.contains(id) || threads.contains(name(id)));
  }

  /** The JVM calls it a deadlock, too, where one gives up when its time is over. */
  private static boolean isCircle(Finding finding) {
    return finding.verdict() == Verdict.Deadlock || finding.rule().equals("LockCycle");
  }

  /** Gives the name in an id, which the report prints without the number behind it. */
  private static String name(String id) {
    int number = id.lastIndexOf(" #");
    return number < 0 ? id : id.substring(0, number);
  }

  private static Finding finding(Deadlock deadlock, Map<String, Finding.Participant> seen) {
    List<Deadlock.Link> links = deadlock.links();
    Deadlock.Link first = links.getFirst();
    return new Finding(
        "LockCycle",
        Kind.AB_BA,
        "%d locks in a circle, as the JVM reports: %s"
            .formatted(
                links.size(),
                links.stream()
                    .limit(TOLD)
                    .map(l -> held(l))
                    .collect(Collectors.joining("; ", "", more(links)))),
        "Each thread holds the lock that the next one waits for, so none of them can go on.",
        Confidence.Proven,
        new Finding.Resource(
            ResourceKind.LOCK.label(), first.lock().address(), first.lock().type()),
        links.stream().map(l -> seen.getOrDefault(l.thread(), unseen(l.thread()))).toList(),
        links.stream()
            .limit(TOLD)
            .map(l -> "the JVM's own deadlock report says: " + held(l))
            .toList(),
        "Take these locks in the same order everywhere, or give the first back before taking the"
            + " second.");
  }

  private static String more(List<Deadlock.Link> links) {
    return links.size() > TOLD ? "; and " + (links.size() - TOLD) + " more" : "";
  }

  private static String held(Deadlock.Link link) {
    return "%s %s held by %s, for which %s waits"
        .formatted(link.lock().type(), link.lock().address(), link.holder(), link.thread());
  }

  /** Gives the threads of the report that are also seen, by the names that the report has. */
  private static Map<String, Finding.Participant> seen(Dump dump, List<Deadlock> deadlocks) {
    Set<String> threads =
        deadlocks.stream()
            .flatMap(d -> d.links().stream())
            .map(Deadlock.Link::thread)
            .collect(Collectors.toSet());
    Map<String, Finding.Participant> seen = new HashMap<>();
    for (Group group : dump.groups()) {
      for (String id : group.ids()) {
        String thread = threads.contains(id) ? id : name(id);
        if (threads.contains(thread)) {
          seen.putIfAbsent(thread, participant(id, group));
        }
      }
    }
    return seen;
  }

  private static Finding.Participant participant(String id, Group group) {
    List<Frame> frames = group.stack().frames();
    return frames.isEmpty()
        ? participant(id, group.state(), NOWHERE)
        : participant(id, group.state(), frames.get(Math.max(group.applicationFrame(), 0)));
  }

  private static Finding.Participant unseen(String thread) {
    return participant(thread, "", NOWHERE);
  }

  private static Finding.Participant participant(String id, String state, Frame at) {
    return new Finding.Participant(
        Role.HOLDER,
        1,
        state,
        at.function(),
        at.location(),
        id,
        List.of(id),
        SourceLink.of(at.file(), at.line()));
  }
}
