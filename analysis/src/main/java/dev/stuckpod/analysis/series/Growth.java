package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.SourceLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stacks that more and more routines have: a leak, as it seems. */
public final class Growth {
  private static final int AT_LEAST = 50;

  /** From so many dumps on fewer routines tell as much, if they are three times what they were. */
  private static final int STEADY = 3;

  private static final int FEW = 20;
  private static final int IDS = 20;

  private Growth() {}

  /**
   * Gives the groups that never shrink and grow by half and by 50 routines at least, or over three
   * dumps to three times what they were and by 20.
   */
  public static List<Finding> find(List<Dump> dumps) {
    List<Finding> findings = new ArrayList<>();
    List<Map<Place, Integer>> byDump = dumps.stream().map(Growth::counts).toList();
    Set<Place> seen = new HashSet<>();
    for (Group group : dumps.getLast().groups()) {
      Place place = Place.of(group);
      if (group.idle() || !seen.add(place)) {
        continue;
      }
      List<Integer> counts = byDump.stream().map(d -> d.getOrDefault(place, 0)).toList();
      int first = counts.getFirst();
      int last = counts.getLast();
      boolean neverFewer = true;
      for (int i = 1; i < counts.size(); i++) {
        neverFewer &= counts.get(i) >= counts.get(i - 1);
      }
      boolean many = last - first >= AT_LEAST && 2L * last >= 3L * first;
      boolean steadily =
          counts.size() >= STEADY && last - first >= FEW && last >= 3L * first && first > 0;
      if (neverFewer && (many || steadily)) {
        findings.add(finding(group, counts));
      }
    }
    return findings;
  }

  private static Map<Place, Integer> counts(Dump dump) {
    Map<Place, Integer> counts = new HashMap<>();
    dump.groups().forEach(g -> counts.merge(Place.of(g), g.count(), Integer::sum));
    return counts;
  }

  private static Finding finding(Group group, List<Integer> counts) {
    String routines = group.dialect().routines();
    Frame at = group.stack().frames().isEmpty() ? new Frame("", "", 0) : own(group);
    List<String> ids = group.ids().stream().limit(IDS).toList();
    return new Finding(
        "Growth",
        Kind.LEAK,
        "%s pile up in %s (%s): %s"
            .formatted(
                routines,
                at.function().substring(at.function().lastIndexOf('/') + 1),
                at.location(),
                String.join(", ", strings(counts))),
        "From dump to dump there are more %s with this very stack, and none fewer."
            .formatted(routines),
        Confidence.Suspected,
        Finding.Resource.unnamed(ResourceKind.STACK),
        List.of(
            new Finding.Participant(
                Role.WAITER,
                group.count(),
                group.state(),
                at.function(),
                at.location(),
                ids.isEmpty() ? "" : ids.getFirst(),
                ids,
                SourceLink.of(at.file(), at.line()))),
        List.of(routines + " with this stack in each dump: " + String.join(", ", strings(counts))),
        "See what should end them, and take another dump later to see whether it goes on.");
  }

  private static Frame own(Group group) {
    int own = group.ownFrame(0);
    return group.stack().frames().get(Math.max(0, own < 0 ? group.applicationFrame() : own));
  }

  private static List<String> strings(List<Integer> counts) {
    return counts.stream().map(String::valueOf).toList();
  }
}
