package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.operator.capture.PodLogs;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.capture.Spool;
import dev.stuckpod.operator.retention.Unattended;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;

/** Reconciles DumpAnalysis objects: has each carried on, again and again until it is done. */
@ControllerConfiguration(name = "incident")
public final class IncidentReconciler implements Reconciler<DumpAnalysis> {

  private final Carrier carrier;
  private final Unattended unattended;

  /**
   * Makes the reconciler.
   *
   * @param spool for dumps on their way
   * @param unattended sees to those that have ended
   */
  public IncidentReconciler(
      KubernetesClient client,
      Sidecars sidecars,
      IncidentReporter reporter,
      Spool spool,
      Unattended unattended,
      Clock clock) {
    this.unattended = unattended;
    var analyses = new KubernetesAnalyses(client);
    this.carrier =
        new Carrier(
            new Ports(
                analyses,
                WireSidecar.door(sidecars),
                new PodAppLog(new PodLogs(client), analyses, spool),
                new RawDumpStore(client),
                spool,
                clock),
            reporter);
  }

  @Override
  public UpdateControl<DumpAnalysis> reconcile(
      DumpAnalysis resource, Context<DumpAnalysis> context) {
    return carrier
        .carry(resource.getMetadata().getNamespace(), resource.getMetadata().getName())
        .map(wait -> UpdateControl.<DumpAnalysis>noUpdate().rescheduleAfter(wait))
        .orElseGet(
            () ->
                UpdateControl.<DumpAnalysis>noUpdate()
                    .rescheduleAfter(unattended(resource, context)));
  }

  private Duration unattended(DumpAnalysis resource, Context<DumpAnalysis> context) {
    String namespace = resource.getMetadata().getNamespace();
    return unattended.seeTo(
        resource,
        context.getPrimaryCache().list(namespace).toList(),
        analysis -> Step.of(analysis.getStatus()) instanceof Step.Done);
  }
}
