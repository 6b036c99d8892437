package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which Events an incident leaves behind, on a real API server. */
@WithApiServer
class IncidentReporterIT {

  private static final String NAMESPACE = "incident-reporter";

  private final KubernetesClient client;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IncidentReporter reporter;

  IncidentReporterIT(KubernetesClient client) {
    this.client = client;
    this.reporter =
        new IncidentReporter(new EventRecorder(client, Clock.systemUTC(), "replica"), meters);
  }

  @BeforeEach
  void openNamespace() {
    Namespaces.apply(client, NAMESPACE);
  }

  @Test
  void anObjectGetsOneOfAKindAndThePodHowItEnded() {
    DumpAnalysis hub = analysis("hub");

    reporter.started(hub);
    reporter.ended(hub, CaptureMethod.ProcMem, AttemptOutcome.Refused, "Yama forbids it.");
    reporter.ended(hub, CaptureMethod.Pprof, AttemptOutcome.DumpTaken, "42 goroutines.");
    reporter.ended(hub, CaptureMethod.Pprof, AttemptOutcome.DumpTaken, "43 goroutines.");
    hub.setStatus(
        DumpAnalysisStatusBuilder.builder().verdict("Deadlock").cause("a lock is held").build());
    reporter.explained(hub, "");

    assertThat(events("hub"))
        .containsExactlyInAnyOrder(
            "DumpAnalysis CaptureStarted: A dump of pod pod-of-hub is asked for.",
            "DumpAnalysis DumpTaken: Pprof: 42 goroutines.",
            "DumpAnalysis Analyzed: Deadlock: a lock is held.",
            "Pod Analyzed: dumpanalysis/hub: Deadlock: a lock is held.");
  }

  @Test
  void verdictsAreCountedAndHowLongTheyTook() {
    DumpAnalysis cable = analysis("cable");
    cable.getMetadata().setCreationTimestamp(Instant.now().minus(Duration.ofMinutes(2)).toString());
    cable.setStatus(DumpAnalysisStatusBuilder.builder().verdict("Leak").cause("none").build());

    reporter.explained(cable, "Seen 2 times.");

    assertThat(meters.get("stuckpod_verdicts").tag("verdict", "Leak").counter().count()).isOne();
    assertThat(meters.get("stuckpod_time_to_verdict").timer().totalTime(TimeUnit.SECONDS))
        .isBetween(119.0, 600.0);
  }

  @Test
  void aCaptureThatFailsIsToldOnce() {
    DumpAnalysis till = analysis("till");

    reporter.started(till);
    reporter.ended(till, CaptureMethod.Jcmd, AttemptOutcome.TimedOut, "It did not answer.");
    reporter.failed(till, CapturedReason.TimedOut, "The app did not give its dump in time.");

    assertThat(events("till"))
        .containsExactlyInAnyOrder(
            "DumpAnalysis CaptureStarted: A dump of pod pod-of-till is asked for.",
            "DumpAnalysis CaptureFailed: TimedOut: The app did not give its dump in time.",
            "Pod CaptureFailed: dumpanalysis/till: TimedOut: The app did not give its dump in"
                + " time.");
  }

  private static DumpAnalysis analysis(String name) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(NAMESPACE)
            .withUid("uid-of-" + name)
            .build());
    analysis.setSpec(
        DumpAnalysisSpecBuilder.builder()
            .podName("pod-of-" + name)
            .podUID("uid-of-the-pod-of-" + name)
            .trigger(new Trigger("policy", null, "rule", null))
            .build());
    return analysis;
  }

  private List<String> events(String incident) {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(e -> e.getRegarding().getName().endsWith(incident))
        .map(e -> e.getRegarding().getKind() + " " + e.getReason() + ": " + e.getNote())
        .toList();
  }
}
