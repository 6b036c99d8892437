package dev.stuckpod.analysis;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Finding.Participant;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * By what two dumps are known to show the same fault: verdict, kind, and the functions at its core,
 * as {@code Deadlock channel-and-lock: main.(*Hub).broadcast, main.(*Hub).leave}. Nothing is in it
 * that another build, another moment or another wording changes: no line, no address, no count, no
 * sentence, no number that a compiler gives. Pure.
 */
public final class Signature {

  /** More functions tell no more; of fewer there are always some. */
  private static final int MOST_FUNCTIONS = 8;

  /** Characters of one function's name; longer ones are cut. */
  private static final int LONGEST_FUNCTION = 100;

  /** Roles of those who merely wait. */
  private static final Set<Role> WAITING =
      EnumSet.of(Role.WAITER, Role.PENDING_WRITER, Role.VICTIM);

  private Signature() {}

  /** Gives it; empty where nothing was found that could be found again. */
  public static Optional<String> of(Analysis analysis) {
    if (analysis.findings().isEmpty()) {
      return Optional.empty();
    }
    Finding first = analysis.findings().getFirst();
    List<String> functions =
        core(first).stream()
            .map(function -> Platforms.lasting(analysis.runtime().name(), function))
            .filter(function -> !function.isEmpty())
            .map(f -> f.length() > LONGEST_FUNCTION ? f.substring(0, LONGEST_FUNCTION) : f)
            .distinct()
            .sorted()
            .limit(MOST_FUNCTIONS)
            .toList();
    return functions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s %s: %s"
                .formatted(analysis.verdict(), first.kind().label(), String.join(", ", functions)));
  }

  /**
   * Who else queues behind a fault depends on what was asked for at that moment, and so does which
   * of several writers is next in line. Of those who wait there are only as many as a circle needs
   * in which nobody else is named.
   */
  private static SortedSet<String> core(Finding finding) {
    List<String> sides = functions(finding, role -> !WAITING.contains(role));
    List<String> waiters = functions(finding, role -> role == Role.WAITER);
    var core = new TreeSet<>(sides);
    if (sides.isEmpty()) {
      waiters.stream().limit(2).forEach(core::add);
    } else if (sides.size() == 1 && needsAnother(finding)) {
      waiters.stream().filter(f -> !core.contains(f)).limit(1).forEach(core::add);
    }
    for (Role role : List.of(Role.PENDING_WRITER, Role.VICTIM)) {
      if (core.isEmpty()) {
        functions(finding, one -> one == role).stream().limit(1).forEach(core::add);
      }
    }
    return core;
  }

  /** Whether one who holds alone makes no circle. */
  private static boolean needsAnother(Finding finding) {
    return finding.verdict() == Verdict.Deadlock
        && finding.kind() != Kind.DOUBLE_LOCKING
        && finding.kind() != Kind.LOCK_UPGRADE
        && finding.kind() != Kind.RWR
        && finding.kind() != Kind.AB_BA
        && finding.kind() != Kind.CLASS_INIT;
  }

  /** Functions of those in some role, where most are first. */
  private static List<String> functions(Finding finding, Predicate<Role> role) {
    Map<String, Integer> counts =
        finding.participants().stream()
            .filter(one -> role.test(one.role()))
            .filter(one -> !one.function().isEmpty())
            .collect(
                Collectors.groupingBy(
                    Participant::function, Collectors.summingInt(Participant::count)));
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Integer> one) -> -one.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }
}
