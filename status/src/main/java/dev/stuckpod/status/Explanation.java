package dev.stuckpod.status;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns an analysis into the fields of a status, and back. Names and meaning are the same; only
 * lengths are bounded, so that an object stays readable and far below what the API server takes.
 * The whole is in the raw dump.
 */
public final class Explanation {

  /** Bytes of a status in an object whose other parts have their usual size. */
  public static final int MOST = 192 << 10;

  /** Bytes of an object, as they are kept. */
  static final int OBJECT = 256 << 10;

  /** The API server writes down who has written which field. */
  private static final int OWNERS = 8 << 10;

  /** Verdict, cause and the surest findings fit into this. */
  private static final int LEAST = 32 << 10;

  private Explanation() {}

  /**
   * Adds as much of what a dump says to a status as fits. Verdict, cause and confidence are always
   * there.
   *
   * @param bytes of the whole status as JSON; what must be there may alone be more
   */
  public static DumpAnalysisStatus add(DumpAnalysisStatus status, Analysis analysis, int bytes) {
    int widest = 0;
    int narrowest = Bounds.LADDER.size();
    DumpAnalysisStatus fits = null;
    while (widest < narrowest) { // what is narrower is never heavier
      int middle = (widest + narrowest) / 2;
      DumpAnalysisStatus told = new Listing(Bounds.LADDER.get(middle)).add(status, analysis);
      if (Weight.of(told) <= bytes) {
        fits = told;
        narrowest = middle;
      } else {
        widest = middle + 1;
      }
    }
    return fits != null
        ? fits
        : new Listing(Bounds.LADDER.getLast()).add(FewerWords.of(status), analysis);
  }

  /**
   * Reads back what a status tells of its dumps.
   *
   * @param status one with a verdict
   */
  public static Analysis of(DumpAnalysisStatus status) {
    return ReadBack.of(status);
  }

  /** How many bytes a status may have so that its object has 256 KiB at most. */
  public static int room(DumpAnalysis analysis) {
    var rest = new DumpAnalysis();
    rest.setMetadata(analysis.getMetadata());
    rest.setSpec(analysis.getSpec());
    return Math.clamp(OBJECT - OWNERS - Weight.of(rest), LEAST, MOST);
  }

  /**
   * Says what a status does not list of an analysis.
   *
   * @return a sentence for a person; empty where nothing was left out
   */
  public static String leftOut(DumpAnalysisStatus told, Analysis analysis) {
    var parts = new ArrayList<String>();
    var findings =
        told.findings() == null
            ? List.<dev.stuckpod.crds.v1alpha1.FindingInfo>of()
            : told.findings();
    count(parts, size(told.stacks()), analysis.summary().uniqueStacks(), "groups of stacks");
    count(parts, findings.size(), analysis.findings().size(), "findings");
    count(
        parts,
        findings.stream().mapToInt(f -> size(f.participants())).sum(),
        sum(analysis, Finding::participants),
        "groups of participants");
    count(
        parts,
        findings.stream().mapToInt(f -> size(f.evidence())).sum(),
        sum(analysis, Finding::evidence),
        "observations");
    return parts.isEmpty()
        ? ""
        : "Listed here are " + String.join(", ", parts) + "; stuckpod raw gives the whole dump.";
  }

  private static void count(List<String> parts, int listed, int all, String what) {
    if (listed < all) {
      parts.add("%d of %d %s".formatted(listed, all, what));
    }
  }

  private static int sum(Analysis analysis, Function<Finding, Collection<?>> part) {
    return analysis.findings().stream().map(part).mapToInt(Collection::size).sum();
  }

  private static int size(@Nullable Collection<?> list) {
    return list == null ? 0 : list.size();
  }
}
