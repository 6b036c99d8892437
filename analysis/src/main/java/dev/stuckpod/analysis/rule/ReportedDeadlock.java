package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.ApplicationFrame;
import dev.stuckpod.analysis.model.Deadlock;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.SourceLink;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.analysis.report.Verdicts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deadlocks that the JVM itself reports and no rule has found: where stacks or lines about locks
 * are lost, the report is all that is left.
 */
final class ReportedDeadlock {
  private ReportedDeadlock() {}

  /** Gives what only the report shows, and the findings that are about other locks. */
  static List<Finding> judge(Dump dump, List<Finding> findings) {
    List<Deadlock> unexplained =
        dump.deadlocks().stream()
            .filter(d -> findings.stream().noneMatch(f -> explains(f, d)))
            .toList();
    Set<String> locks =
        unexplained.stream()
            .flatMap(d -> d.links().stream())
            .map(l -> l.lock().address())
            .collect(Collectors.toSet());
    return Stream.concat(
            unexplained.stream().map(d -> finding(dump, d)),
            findings.stream().filter(f -> !locks.contains(f.resource().address())))
        .toList();
  }

  private static boolean explains(Finding finding, Deadlock deadlock) {
    return finding.confidence() == Confidence.Proven
        && Verdicts.of(finding) == Verdict.Deadlock
        && finding.participants().stream()
            .flatMap(p -> p.ids().stream())
            .anyMatch(id -> deadlock.links().stream().anyMatch(l -> isOf(id, l.thread())));
  }

  private static boolean isOf(String id, String thread) {
    return id.equals(thread) || id.startsWith(thread + " #");
  }

  private static Finding finding(Dump dump, Deadlock deadlock) {
    List<Deadlock.Link> links = deadlock.links();
    Deadlock.Link first = links.getFirst();
    return new Finding(
        "LockCycle",
        "ab-ba",
        FindingClass.RESOURCE,
        "%d locks in a circle, as the JVM reports: %s"
            .formatted(
                links.size(), links.stream().map(l -> held(l)).collect(Collectors.joining("; "))),
        "Each thread holds the lock that the next one waits for, so none of them can go on.",
        Confidence.Proven,
        new Finding.Resource("lock", first.lock().address(), first.lock().type()),
        links.stream().map(l -> participant(dump, l.thread())).toList(),
        links.stream().map(l -> "the JVM's own deadlock report says: " + held(l)).toList(),
        "Take these locks in the same order everywhere, or give the first back before taking the"
            + " second.");
  }

  private static String held(Deadlock.Link link) {
    return "%s %s held by %s, for which %s waits"
        .formatted(link.lock().type(), link.lock().address(), link.holder(), link.thread());
  }

  private static Finding.Participant participant(Dump dump, String thread) {
    for (Group group : dump.groups()) {
      for (String id : group.ids()) {
        if (isOf(id, thread)) {
          return participant(id, group.state(), group.stack().frames());
        }
      }
    }
    return participant(thread, "", List.of());
  }

  private static Finding.Participant participant(String id, String state, List<Frame> frames) {
    Frame at =
        frames.isEmpty()
            ? new Frame("", "", 0)
            : frames.get(Math.max(ApplicationFrame.of(frames), 0));
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
