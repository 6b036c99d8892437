package dev.stuckpod.analysis.rule.crowds;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.SourceLink;
import dev.stuckpod.analysis.rule.ground.Called;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Very many routines stand at one line of the application, below the call that each began with, and
 * no finding says why: thousands of goroutines, or most threads of a pool. What they wait for the
 * dump does not tell.
 */
public final class PileUp {
  private static final int GOROUTINES = 1_000;
  private static final int IDS = 20;
  private static final int NEAR = 6;
  private static final Pattern LISTENS = Pattern.compile(".*\\.(listen|accept)[^.]*");

  private PileUp() {}

  /** A crowd at one line. */
  private record Crowd(Frame at, List<Group> groups, int count, String of) {}

  /**
   * Gives the crowds that no finding is about; none where one is sure, for it explains them.
   *
   * @param findings of the rules
   */
  public static List<Finding> find(WaitForGraph graph, List<Finding> findings) {
    if (findings.stream().anyMatch(f -> f.confidence().compareTo(Confidence.Strong) >= 0)) {
      return List.of();
    }
    Map<Frame, List<Group>> places = new TreeMap<>();
    int busy = 0;
    for (Group group : graph.groups()) {
      int own = group.idle() ? -1 : group.ownFrame(0);
      busy += group.idle() ? 0 : group.count();
      if (own >= 0 && isWithinWork(group, own)) {
        places.computeIfAbsent(group.stack().frames().get(own), _ -> new ArrayList<>(1)).add(group);
      }
    }
    List<Crowd> crowds = new ArrayList<>();
    for (var place : places.entrySet()) {
      int count = place.getValue().stream().mapToInt(Group::count).sum();
      if (count >= GOROUTINES && 2L * count >= busy) {
        crowds.add(new Crowd(place.getKey(), place.getValue(), count, "of %d".formatted(busy)));
      }
    }
    PoolCrowds.of(graph, places)
        .forEach((at, of) -> crowds.add(crowd(at, places.getOrDefault(at, List.of()), of)));
    return crowds.stream()
        .filter(
            crowd ->
                findings.stream()
                    .noneMatch(f -> f.isAt(crowd.at().function(), crowd.at().location())))
        .sorted(Comparator.comparingInt(crowd -> -crowd.count()))
        .map(PileUp::finding)
        .toList();
  }

  private static Crowd crowd(Frame at, List<Group> groups, PoolCrowds.Share share) {
    return new Crowd(at, groups, share.count(), share.of());
  }

  /**
   * Whether the line is below the call that the routine began with, and the routine in the middle
   * of something: a loop that waits for what comes next, one for each connection, stands in that
   * very call, and who reads waits for a peer of its own, unless it has asked that one for an
   * answer.
   */
  private static boolean isWithinWork(Group group, int own) {
    Effort.step(group.stack().frames().size());
    boolean below = group.ownFrame(own + 1) >= 0;
    return switch (group.activity()) {
      case SLEEPS -> false;
      case READS -> KnownCalls.isIn(group, Meaning.PEER);
      case WRITES -> true;
      case RUNS, WAITS ->
          (below || group.state().startsWith("chan send")) && !isListening(group.stack().frames());
    };
  }

  /** Whether a native method waits for callers of its own: each such thread has its own place. */
  private static boolean isListening(List<Frame> frames) {
    return frames.getFirst().file().isEmpty()
        && frames.stream().limit(NEAR).anyMatch(f -> LISTENS.matcher(f.function()).matches());
  }

  private static Finding finding(Crowd crowd) {
    Frame at = crowd.at();
    Group first = crowd.groups().getFirst();
    List<String> ids = first.ids().stream().limit(IDS).toList();
    String routines = first.dialect().routines();
    Called called = Called.by(crowd.groups().stream().flatMap(PileUp::parties).toList());
    List<String> evidence = new ArrayList<>();
    evidence.add(
        "%d %s %s have this line innermost of their own"
            .formatted(crowd.count(), crowd.of(), routines));
    evidence.add("state '%s' in %s".formatted(first.state(), say(first)));
    evidence.addAll(called.evidence());
    Effort.keep(1);
    return new Finding(
            "PileUp",
            Kind.PILE_UP,
            "%d %s %s stand in %s%s"
                .formatted(
                    crowd.count(),
                    crowd.of(),
                    routines,
                    Sentences.say(at),
                    called.isKnown() ? ", where they wait for " + called.orElse("") : ""),
            "So many at one line are seldom meant: what they wait for is slow, or gone. The dump"
                + " does not say which.",
            Confidence.Suspected,
            Finding.Resource.unnamed(ResourceKind.STACK),
            List.of(
                new Finding.Participant(
                    Role.WAITER,
                    crowd.count(),
                    first.state(),
                    at.function(),
                    at.location(),
                    ids.isEmpty() ? "" : ids.getFirst(),
                    ids,
                    SourceLink.of(at.file(), at.line()))),
            evidence,
            "See what the call at %s waits for, and bound how many may wait there; a second dump shows"
                    .formatted(at.location())
                + " whether they move.")
        .asGuess();
  }

  private static Stream<Party> parties(Group group) {
    return group.cohorts().stream().map(cohort -> new Party(group, cohort));
  }

  private static String say(Group group) {
    return Sentences.say(group.stack().frames().getFirst());
  }
}
