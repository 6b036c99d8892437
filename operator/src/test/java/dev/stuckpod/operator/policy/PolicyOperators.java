package dev.stuckpod.operator.policy;

import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.foresight.SidecarLook;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.opening.limit.CaptureLimits;
import dev.stuckpod.operator.readings.scraped.RosterPods;
import dev.stuckpod.operator.readings.scraped.Scrapings;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.retention.OldAnalyses;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;

/**
 * The parts of an operator that see to policies, each by itself.
 *
 * @param roster whom they know
 */
record PolicyOperators(KubernetesClient client, PodRoster roster, SimpleMeterRegistry meters) {

  private static final Clock CLOCK = Clock.systemUTC();

  /** Starts an operator that evaluates policies and does nothing else. */
  Operator evaluating(String namespace) {
    var operator =
        new Operator(
            configuration ->
                configuration.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(
        new PolicyReconciler(
            client,
            roster,
            new WatchedAnalyses(),
            caps(),
            new OldAnalyses(client, DumpStores.of(client)),
            new Sources(
                client, "stuckpod", new Scrapings(client, new RosterPods(roster), CLOCK), CLOCK),
            new Foresight(
                new SidecarLook(
                    roster::find,
                    new Sidecars(
                        client,
                        () -> new HeldCertificate.Builder().build(),
                        (_, _) -> Optional.empty())),
                (_, task) -> task.run(),
                roster::size,
                CLOCK),
            reporter(),
            new WatchedPolicies(client, false),
            _ -> {},
            CLOCK),
        configuration -> configuration.settingNamespace(namespace));
    operator.start();
    return operator;
  }

  /** What follows from alerts, where no operator evaluates. */
  AlertedPolicies alerted() {
    return new AlertedPolicies(
        client,
        new WatchedPolicies(client, true),
        roster,
        new WatchedAnalyses(),
        caps(),
        reporter(),
        CLOCK);
  }

  /** What follows from what a sidecar has found. */
  KilledPods killed() {
    return new KilledPods(
        client,
        new WatchedPolicies(client, false),
        new Opening(client, roster, new WatchedAnalyses(), caps(), CLOCK),
        reporter(),
        CLOCK);
  }

  private static Caps caps() {
    return new Caps(new CaptureLimits(240, 1000), NothingKnown.INSTANCE);
  }

  private PolicyReporter reporter() {
    return new PolicyReporter(new EventRecorder(client, CLOCK, "test"), meters);
  }
}
