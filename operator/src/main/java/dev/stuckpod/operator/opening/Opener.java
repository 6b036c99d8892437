package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.operator.analyses.AnalysisView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has a reason to have a dump taken. A new kind of opener is one more record; where kinds are
 * treated differently, it does not compile until it says how.
 */
public sealed interface Opener {

  /** Where it asks; it gets dumps of no other namespace. */
  String namespace();

  /** One that goes on asking, and has an object of its own that says how often it may. */
  sealed interface Standing extends Opener {

    /** The object's name. */
    String name();

    /**
     * How it stands among {@code status.alsoMatched} of an incident that another has opened: no two
     * openers of a namespace have the same.
     */
    String mark();

    /** How a sentence in its own status speaks of it. */
    String itself();

    /** What it is by which there are no more captures: follows on "as many as". */
    String allows(Limits.Kind limit);

    /**
     * What an incident says of why it was opened; {@link Opener#of} reads it back.
     *
     * @param rule which of the reasons it was
     * @param readings what that rests on
     */
    Trigger trigger(String rule, List<TriggerReading> readings);
  }

  /** A StuckPolicy, by what it saw. */
  record Policy(String namespace, String name) implements Standing {
    @Override
    public String mark() {
      return name;
    }

    @Override
    public String itself() {
      return "this policy";
    }

    @Override
    public String allows(Limits.Kind limit) {
      return switch (limit) {
        case Concurrent -> "limits.concurrent allows";
        case PerPod -> "limits.perPod allows";
        case PerPolicy -> "limits.perPolicy allows";
      };
    }

    @Override
    public Trigger trigger(String rule, List<TriggerReading> readings) {
      return new Trigger(name, null, rule, readings);
    }
  }

  /** A LoadTestWindow, by what made a pod suspect. */
  record Window(String namespace, String name) implements Standing {
    @Override
    public String mark() {
      return "loadtestwindow/" + name;
    }

    @Override
    public String itself() {
      return "this window";
    }

    /** Its limits are the operator's own: there is nothing to be set. */
    @Override
    public String allows(Limits.Kind limit) {
      return switch (limit) {
        case Concurrent -> "a window has at once";
        case PerPod -> "a window takes of a pod";
        case PerPolicy -> "a window takes";
      };
    }

    @Override
    public Trigger trigger(String rule, List<TriggerReading> readings) {
      return new Trigger(null, name, rule, readings);
    }
  }

  /** Somebody who made a DumpAnalysis; all of a namespace count as one, as nobody knows whom. */
  record Person(String namespace) implements Opener {}

  /**
   * Tells who has opened an incident.
   *
   * @param trigger as it stands in the incident
   */
  static Opener of(String namespace, @Nullable Trigger trigger) {
    return trigger == null
        ? new Person(namespace)
        : of(namespace, trigger.policy(), trigger.loadTestWindow());
  }

  /** Tells who has opened one that is watched. */
  static Opener of(AnalysisView seen) {
    return of(seen.getMetadata().getNamespace(), seen.policy(), seen.loadTestWindow());
  }

  private static Opener of(String namespace, @Nullable String policy, @Nullable String window) {
    if (policy != null) {
      return new Policy(namespace, policy);
    }
    return window == null ? new Person(namespace) : new Window(namespace, window);
  }
}
