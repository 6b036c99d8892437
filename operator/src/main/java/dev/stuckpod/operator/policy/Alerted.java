package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.operator.alerts.Alert;
import dev.stuckpod.operator.alerts.Suspect;
import dev.stuckpod.operator.alerts.Taken;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.PodView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pod that an alert makes suspect, and which of its containers. Pure. */
sealed interface Alerted {

  /** It can be looked at. */
  record Pod(Suspect suspect, PodFacts facts) implements Alerted {

    /** What is to be told of it. */
    String sentence() {
      Alert alert = suspect.alert();
      String name = alert.name().isEmpty() ? "an alert without a name" : alert.name();
      String summary = alert.summary().isEmpty() ? "" : ": " + alert.summary();
      String later =
          facts.startedAt().isAfter(alert.startsAt())
              ? " (the container was started later, at %s)".formatted(facts.startedAt())
              : "";
      return "Alertmanager says that %s fires since %s%s%s"
          .formatted(name, alert.startsAt(), later, summary);
    }

    /** What the incident rests on. */
    TriggerReading evidence() {
      Alert alert = suspect.alert();
      return new TriggerReading(
          "alert",
          alert.name().isEmpty() ? null : alert.name(),
          alert.fingerprint(),
          alert.startsAt().toString(),
          sentence());
    }

    /** When the alert began, and not later than now. */
    Instant began(Instant now) {
      Instant startsAt = suspect.alert().startsAt();
      return startsAt.isAfter(now) ? now : startsAt;
    }
  }

  /** It cannot. */
  record Not(Taken why) implements Alerted {}

  /**
   * Finds the container. The policy's word counts; where it has none, the pod's own, and the
   * alert's where the pod does not say either. An alert about another container than these is about
   * what is not watched.
   */
  static Alerted of(Suspect suspect, PodView pod, StuckPolicySpec spec) {
    String named = suspect.container();
    boolean has = pod.containers().stream().anyMatch(one -> one.name().equals(named));
    String app = app(pod, spec.container());
    if (app == null && has && spec.container() == null) {
      app = named;
    }
    if (app == null) {
      return new Not(Taken.NotRunning);
    }
    // a container that the pod does not have is the exporter's, as with kube-state-metrics
    if (has && !app.equals(named)) {
      return new Not(Taken.OtherContainer);
    }
    PodFacts facts = PodFacts.of(pod, app);
    return facts.running() && !facts.terminating() && facts.containerID() != null
        ? new Pod(suspect, facts)
        : new Not(Taken.NotRunning);
  }

  /** The app's container; null where that is unclear. */
  static @Nullable String app(PodView pod, @Nullable String requested) {
    return switch (AppContainer.of(pod, requested)) {
      case AppContainer.Found(String name) -> name;
      case AppContainer.NotFound _ -> null;
    };
  }
}
