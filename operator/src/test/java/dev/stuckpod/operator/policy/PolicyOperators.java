package dev.stuckpod.operator.policy;

import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.foresight.SidecarLook;
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

/** Operators that evaluate policies and do nothing else. */
final class PolicyOperators {

  private PolicyOperators() {}

  /** Starts one. */
  static Operator start(
      KubernetesClient client, PodRoster roster, String namespace, SimpleMeterRegistry meters) {
    Clock clock = Clock.systemUTC();
    var operator =
        new Operator(
            configuration ->
                configuration.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(
        new PolicyReconciler(
            client,
            roster,
            new WatchedAnalyses(),
            new Caps(new CaptureLimits(240, 1000), NothingKnown.INSTANCE),
            new OldAnalyses(client, DumpStores.of(client)),
            new Sources(
                client, "stuckpod", new Scrapings(client, new RosterPods(roster), clock), clock),
            new Foresight(
                new SidecarLook(
                    roster::find,
                    new Sidecars(
                        client,
                        () -> new HeldCertificate.Builder().build(),
                        (_, _) -> Optional.empty())),
                (_, task) -> task.run(),
                roster::size,
                clock),
            new PolicyReporter(new EventRecorder(client, clock, "test"), meters),
            new WatchedPolicies(client, false),
            _ -> {},
            clock),
        configuration -> configuration.settingNamespace(namespace));
    operator.start();
    return operator;
  }
}
