package dev.stuckpod.analysis.rule.ground;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How sure a finding is whose edges are stated by the process's memory. Each of them was true at
 * one moment; that it goes on is proven only by a second sample in which none of those who matter
 * has run.
 */
public final class Facts {
  private Facts() {}

  /** Whether memory states who holds what, for all of the edges. */
  public static boolean areStated(Collection<Holder> edges) {
    return !edges.isEmpty() && edges.stream().allMatch(Holder::isStated);
  }

  /**
   * Gives how sure a finding is all of whose edges are stated.
   *
   * @param matter those without whom it would not be true: whoever else waits may come and go
   */
  public static Confidence confidence(
      WaitForGraph graph, Collection<Holder> edges, Collection<Party> matter) {
    boolean proven = edges.stream().allMatch(h -> h.basis() == Basis.MEMORY_PROVEN);
    return proven && stand(graph, matter) ? Confidence.Proven : Confidence.Strong;
  }

  /** Whether none of these has run between two samples, all of whom were watched. */
  public static boolean stand(WaitForGraph graph, Collection<Party> matter) {
    Effort.step(matter.size());
    return graph.dump().watched() != null && matter.stream().allMatch(p -> p.cohort().stands());
  }

  /** Says what the two samples, or the one, tell of those who matter. */
  public static String seen(WaitForGraph graph, Collection<Party> matter) {
    int count = matter.stream().mapToInt(p -> p.cohort().count()).sum();
    String watched = graph.dump().watched();
    if (stand(graph, matter)) {
      return count == 1
          ? "memory: that one has not run at all for " + watched
          : "memory: none of the %d in question has run at all for %s".formatted(count, watched);
    }
    return watched == null
        ? "this was so at one moment; a second sample would tell whether those in question have run"
        : "between the two samples at least one of those in question has run";
  }

  /**
   * Gives a finding as one that memory states, if it has told that nobody else is left.
   *
   * @param alone what {@link Kin#alone} says
   */
  public static Finding stated(Finding finding, Optional<String> alone) {
    return alone.map(seen -> finding.weighed(Confidence.Strong, seen).asStated()).orElse(finding);
  }

  /** Gives the parties of holders. */
  public static List<Party> parties(Collection<Holder> holders) {
    return holders.stream().map(Holder::party).distinct().toList();
  }
}
