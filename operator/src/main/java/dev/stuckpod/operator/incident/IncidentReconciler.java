package dev.stuckpod.operator.incident;

import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.capture.PodLogs;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.incident.edge.KnownBefore;
import dev.stuckpod.operator.incident.edge.KubernetesAnalyses;
import dev.stuckpod.operator.incident.edge.PodAppLog;
import dev.stuckpod.operator.incident.edge.WireSidecar;
import dev.stuckpod.operator.incident.port.Hindsight;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Rescued;
import dev.stuckpod.operator.opening.OnDemandLimits;
import dev.stuckpod.operator.retention.Unattended;
import dev.stuckpod.operator.spool.Spool;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Reconciles DumpAnalysis objects: has each carried on, again and again until it is done. What is
 * watched of them is little; the whole object is read for each step.
 */
@ControllerConfiguration(name = "incident")
public final class IncidentReconciler implements Reconciler<AnalysisView> {

  private final Carrier carrier;
  private final Unattended unattended;
  private final WatchedAnalyses known;
  private final Notices notices;

  /**
   * Makes the reconciler.
   *
   * @param rescued dumps that are here before their incidents
   * @param spool for dumps on their way
   * @param store for dumps that were brought in
   * @param hindsight tells what readings were before an incident
   * @param notices tells of those that are explained
   * @param unattended sees to those that have ended
   * @param onDemand how often persons may ask
   * @param known is shown what is watched
   */
  public IncidentReconciler(
      KubernetesClient client,
      Sidecars sidecars,
      Rescued rescued,
      IncidentReporter reporter,
      Spool spool,
      DumpStore store,
      Hindsight hindsight,
      Notices notices,
      Unattended unattended,
      OnDemandLimits onDemand,
      WatchedAnalyses known,
      Clock clock) {
    this.unattended = unattended;
    this.known = known;
    this.notices = notices;
    var analyses = new KubernetesAnalyses(client);
    this.carrier =
        new Carrier(
            new Ports(
                analyses,
                WireSidecar.door(sidecars),
                rescued,
                new PodAppLog(new PodLogs(client), analyses, spool),
                store,
                hindsight,
                notices,
                new KnownBefore(known),
                spool,
                clock),
            reporter,
            onDemand,
            known);
  }

  @Override
  public UpdateControl<AnalysisView> reconcile(AnalysisView view, Context<AnalysisView> context) {
    known.lookAt(context.getPrimaryCache());
    Optional<Duration> wait =
        view.over()
            ? notices.seen(view) // and is never read again for anything else
            : carrier
                .carry(view.getMetadata().getNamespace(), view.getMetadata().getName())
                .or(notices::untilLook);
    return UpdateControl.<AnalysisView>noUpdate()
        .rescheduleAfter(wait.orElseGet(() -> unattended.seeTo(view)));
  }
}
