package dev.stuckpod.analysis;

import dev.stuckpod.analysis.model.Crash;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a dump and its findings together as an analysis. */
final class Conclusion {
  private static final int IDS = 20;

  private Conclusion() {}

  static Analysis of(
      Dump dump,
      List<Finding> findings,
      Blocked blocked,
      Options options,
      Analysis.@Nullable Series series,
      Optional<String> unfinished) {
    List<Finding> ordered =
        findings.stream()
            .sorted(Comparator.comparing((Finding f) -> f.confidence()).reversed())
            .toList();
    int idle = dump.groups().stream().filter(Group::idle).mapToInt(Group::count).sum();
    List<Analysis.Crash> crashes = dump.crashes().stream().map(Conclusion::crash).toList();
    Outcome outcome =
        unfinished
            .filter(_ -> !isProven(ordered))
            .map(why -> new Outcome(Verdict.Inconclusive, why, Confidence.Suspected))
            .orElseGet(() -> outcome(dump, ordered, blocked, idle));
    return new Analysis(
        Analysis.SCHEMA,
        new Analysis.RuntimeInfo(dump.runtime().label(), dump.version()),
        dump.complete(),
        dump.problems(),
        new Analysis.Summary(dump.routines(), dump.groups().size(), idle, dump.states()),
        outcome.verdict(),
        outcome.cause(),
        outcome.confidence(),
        ordered,
        stacks(dump, ordered, options),
        series,
        dump.words().isEmpty() ? null : Locks.of(dump.words()),
        blocked.told(),
        crashes);
  }

  private static Analysis.Crash crash(Crash crash) {
    Frame at = crash.at();
    return new Analysis.Crash(
        crash.message(),
        crash.routine(),
        at == null ? "" : Frame.brief(at.function()),
        at == null ? "" : at.location());
  }

  private record Outcome(Verdict verdict, String cause, Confidence confidence) {}

  private static Outcome outcome(Dump dump, List<Finding> ordered, Blocked blocked, int idle) {
    if (ordered.isEmpty()) {
      return new Outcome(nothingFound(dump), nothing(dump, blocked, idle), Confidence.Suspected);
    }
    Finding first = ordered.getFirst();
    return new Outcome(first.verdict(), first.title(), first.confidence());
  }

  /** What is proven stays so, whatever the rules that were not asked would have found. */
  private static boolean isProven(List<Finding> ordered) {
    return !ordered.isEmpty() && ordered.getFirst().confidence() == Confidence.Proven;
  }

  /** Where stacks have got lost, nothing that is found in the others says that all is well. */
  private static Verdict nothingFound(Dump dump) {
    return dump.routines() == 0 || 2 * lost(dump) > dump.routines()
        ? Verdict.Inconclusive
        : Verdict.NothingFound;
  }

  /** Counts routines that have lost their calls. */
  private static int lost(Dump dump) {
    return dump.complete() || !dump.runtime().hasAlwaysCalls()
        ? 0
        : dump.groups().stream()
            .filter(g -> g.stack().frames().isEmpty())
            .mapToInt(Group::count)
            .sum();
  }

  /** Where nothing is stuck, the process may have ended by itself: then that is the cause. */
  private static String nothing(Dump dump, Blocked blocked, int idle) {
    String found = nothingStuck(dump, blocked, idle);
    int crashes = dump.crashes().size();
    return crashes == 0
        ? found
        : "%s%s; %s"
            .formatted(
                crash(dump.crashes().getFirst()).said(),
                crashes == 1 ? "" : ", and %d more".formatted(crashes - 1),
                found);
  }

  private static String nothingStuck(Dump dump, Blocked blocked, int idle) {
    if (dump.routines() == 0) {
      return "a dump begins here, but no %s of it could be read"
          .formatted(dump.runtime().routine());
    }
    int lost = lost(dump);
    if (2 * lost > dump.routines()) {
      return "the stacks of %d of %d %s could not be read, and nothing was found in the others"
          .formatted(lost, dump.routines(), dump.runtime().routines());
    }
    return "%s in %d %s (%d known idle)%s%s%s"
        .formatted(
            blocked.isAny()
                ? "nothing is known to block for long"
                : "no lock, channel or pool blocks",
            dump.routines(),
            dump.runtime().routines(),
            idle,
            blocked.sentence(),
            Doing.sentence(dump),
            dump.complete() ? "" : "; a part of the dump is missing");
  }

  /** Lists groups that take part in a finding first, then the largest. */
  private static List<Analysis.Stack> stacks(Dump dump, List<Finding> findings, Options options) {
    Set<String> examples =
        findings.stream()
            .flatMap(f -> f.participants().stream())
            .map(Finding.Participant::example)
            .collect(Collectors.toSet());
    Map<Boolean, List<Group>> involved =
        dump.groups().stream()
            .collect(Collectors.partitioningBy(g -> g.ids().stream().anyMatch(examples::contains)));
    return Stream.of(true, false)
        .flatMap(is -> involved.getOrDefault(is, List.of()).stream())
        .limit(options.stacks())
        .sorted(Comparator.comparingInt((Group g) -> -g.count()))
        .map(g -> stack(g, options))
        .toList();
  }

  private static Analysis.Stack stack(Group g, Options options) {
    return new Analysis.Stack(
        g.count(),
        g.state(),
        g.waitMinutes(),
        g.idle(),
        g.stack().frames().stream()
            .limit(options.frames())
            .map(f -> new Analysis.Line(f.function(), f.file(), f.line()))
            .toList(),
        g.ids().stream().limit(IDS).toList());
  }
}
