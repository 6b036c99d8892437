package dev.stuckpod.e2e;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;

/** How far a capture has come when something happens. */
enum FaultStep {
  ASKED("asked for"),
  BEGUN("begun"),
  TAKEN("taken or signalled"),
  READ("being read");

  private final String label;

  FaultStep(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Whether a capture has come so far. */
  boolean hasCome(DumpAnalysis analysis) {
    return switch (this) {
      case ASKED -> true;
      case BEGUN -> !Scenario.attempts(analysis).isEmpty();
      case TAKEN ->
          !Scenario.dumps(analysis).isEmpty()
              || Scenario.attempts(analysis).stream().anyMatch(a -> a.signalledAt() != null);
      case READ ->
          Scenario.condition(analysis, "Captured")
              .filter(captured -> captured.getStatus().equals("True"))
              .isPresent();
    };
  }
}
