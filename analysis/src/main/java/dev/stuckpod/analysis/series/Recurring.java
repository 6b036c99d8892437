package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Locks that were contended in most dumps of a series, though the last one is calm. */
public final class Recurring {
  private static final int SEVERAL = 2;

  private Recurring() {}

  /**
   * Gives a finding for each such lock.
   *
   * @param earlier what each dump but the last one shows by itself, the oldest first
   */
  public static List<Finding> find(List<List<Finding>> earlier) {
    Map<String, Finding> latest = new TreeMap<>();
    Map<String, Integer> dumps = new TreeMap<>();
    for (List<Finding> found : earlier) {
      Map<String, Finding> here = new TreeMap<>();
      found.stream()
          .filter(f -> f.verdict() == Verdict.Contention && f.resource().isNamed())
          .forEach(f -> here.putIfAbsent(name(f), f));
      latest.putAll(here);
      here.keySet().forEach(name -> dumps.merge(name, 1, Integer::sum));
    }
    int all = earlier.size() + 1;
    List<Finding> findings = new ArrayList<>();
    dumps.forEach(
        (name, n) -> {
          Finding last = latest.get(name);
          if (last != null && n >= SEVERAL && 2 * n >= all) {
            findings.add(finding(name, last, n, all));
          }
        });
    return findings;
  }

  /** Objects move in the heap of a JVM: their class is what stays. */
  private static String name(Finding finding) {
    Finding.Resource lock = finding.resource();
    return (lock.kind() + " " + (lock.type().isEmpty() ? lock.address() : lock.type())).strip();
  }

  private static Finding finding(String name, Finding last, int n, int all) {
    List<String> evidence = new ArrayList<>(last.evidence());
    evidence.add("%d of %d dumps show it; the last one does not".formatted(n, all));
    return new Finding(
            "Recurring",
            Kind.CONVOY,
            "%s was contended in %d of %d dumps, though the last one is calm"
                .formatted(name, n, all),
            "When it was last seen: " + last.title() + ".",
            Confidence.Suspected,
            last.resource(),
            last.participants(),
            evidence,
            last.suggestion())
        .asGuess();
  }
}
