package dev.stuckpod.operator.notify.address;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.operator.opening.Opener;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which explained incidents an address is told of.
 *
 * @param namespaces of the pod; empty: all
 * @param verdicts any of these
 * @param confidence this or more
 * @param openedBy who asked for the dump
 */
public record Wanted(
    Set<String> namespaces, Set<Verdict> verdicts, Confidence confidence, Set<By> openedBy) {

  /**
   * Nobody is called for a dump that shows nothing wrong: what only looked stuck stays silent. A
   * load test's window says itself what it found.
   */
  public static final Wanted USUAL =
      new Wanted(
          Set.of(),
          EnumSet.complementOf(EnumSet.of(Verdict.NothingFound)),
          Confidence.Suspected,
          EnumSet.of(By.Policy, By.Person));

  /** Who asked for a dump. */
  public enum By {
    /** A StuckPolicy. */
    Policy,
    /** A LoadTestWindow. */
    LoadTestWindow,
    /** Somebody who made a DumpAnalysis. */
    Person
  }

  /** Whether it is told of this one, which has a verdict. */
  public boolean wants(DumpAnalysis explained) {
    String namespace = explained.getMetadata().getNamespace();
    var status = explained.getStatus();
    return (namespaces.isEmpty() || namespaces.contains(namespace))
        && openedBy.contains(by(Opener.of(namespace, explained.getSpec().trigger())))
        && verdicts.stream().anyMatch(one -> one.name().equals(status.verdict()))
        && EnumSet.range(confidence, Confidence.Proven).stream()
            .anyMatch(one -> one.name().equals(status.confidence()));
  }

  private static By by(Opener opener) {
    return switch (opener) {
      case Opener.Policy _ -> By.Policy;
      case Opener.Window _ -> By.LoadTestWindow;
      case Opener.Person _ -> By.Person;
    };
  }
}
