package dev.stuckpod.operator.incident;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.AnalyzedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.publish.Explanation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles DumpAnalysis objects: reads one, does the one step that its status asks for, writes
 * it, until nothing is left.
 */
@ControllerConfiguration(name = "incident")
public final class IncidentReconciler implements Reconciler<DumpAnalysis> {

  private static final Logger LOG = LoggerFactory.getLogger(IncidentReconciler.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(3);

  private final KubernetesClient client;
  private final Progress progress;
  private final Capture capture;
  private final Resolution resolution;
  private final Publication publication;
  private final IncidentReporter reporter;

  /**
   * Makes the reconciler.
   *
   * @param spool a directory for dumps on their way
   */
  public IncidentReconciler(
      KubernetesClient client,
      Sidecars sidecars,
      IncidentReporter reporter,
      Path spool,
      Clock clock) {
    this.client = client;
    this.reporter = reporter;
    this.progress = new Progress(clock);
    this.publication = new Publication(client);
    AppLog appLog = new AppLog(client, spool, clock);
    Harvest harvest = new Harvest(appLog, publication, progress, reporter);
    this.capture = new Capture(sidecars, appLog, harvest, progress, clock);
    this.resolution = new Resolution(sidecars, appLog, harvest, clock);
  }

  @Override
  public UpdateControl<DumpAnalysis> reconcile(
      DumpAnalysis resource, Context<DumpAnalysis> context) {
    String namespace = resource.getMetadata().getNamespace();
    String name = resource.getMetadata().getName();
    try {
      while (true) {
        Ledger ledger = Ledger.read(client, namespace, name);
        if (ledger == null) {
          return UpdateControl.noUpdate();
        }
        Step step = Step.of(ledger.statusOrNull());
        if (step instanceof Step.Done) {
          return UpdateControl.noUpdate();
        }
        Duration wait = perform(step, ledger);
        if (wait.isPositive()) {
          return UpdateControl.<DumpAnalysis>noUpdate().rescheduleAfter(wait);
        }
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        LOG.warn("{}/{}: the API server says: {}", namespace, name, e.getMessage());
      }
    } catch (IOException e) {
      LOG.warn("{}/{}: {}", namespace, name, e.getMessage());
    }
    return UpdateControl.<DumpAnalysis>noUpdate().rescheduleAfter(AFTER_TROUBLE);
  }

  private Duration perform(Step step, Ledger ledger) throws IOException {
    try {
      return switch (step) {
        case Step.Announce() -> announce(ledger);
        case Step.Resolve(var attempt) -> resolution.resolve(ledger, attempt);
        case Step.Capture() -> capture.next(ledger);
        case Step.Analyze() -> analyze(ledger);
        case Step.CloseWithoutDump() -> closeWithoutDump(ledger);
        case Step.Done() -> Duration.ZERO;
      };
    } catch (CaptureFailure failure) {
      ledger.write(
          progress.captured(ledger.status(), Truth.False, failure.reason(), failure.sentence()));
      reporter.failed(ledger.analysis(), failure.reason(), failure.sentence());
      return Duration.ZERO;
    }
  }

  private Duration announce(Ledger ledger) {
    Pod pod = ledger.pod();
    String node = pod == null ? null : pod.getSpec().getNodeName();
    ledger.write(
        progress.announce(
            ledger.statusOrNull(), node, ledger.analysis().getMetadata().getGeneration()));
    reporter.started(ledger.analysis());
    return Duration.ZERO;
  }

  private Duration analyze(Ledger ledger) {
    DumpAnalysisStatus status = ledger.status();
    List<DumpInfo> dumps = Progress.dumps(status);
    try {
      Analysis analysis =
          publication.explain(ledger.analysis().getMetadata().getNamespace(), dumps);
      DumpAnalysisStatus told =
          Explanation.add(status, analysis, Explanation.room(ledger.analysis()));
      ledger.write(
          progress.analyzed(
              told,
              Truth.True,
              AnalyzedReason.Explained,
              (AnalyzedReason.Explained.text() + " " + Explanation.leftOut(told, analysis))
                  .strip()));
      reporter.explained(ledger.analysis());
    } catch (NotADumpException e) {
      ledger.write(
          progress.analyzed(
              status, Truth.False, AnalyzedReason.NotADump, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      ledger.write(
          progress.analyzed(
              status, Truth.False, AnalyzedReason.Failed, String.valueOf(e.getMessage())));
    }
    return Duration.ZERO;
  }

  private Duration closeWithoutDump(Ledger ledger) {
    ledger.write(
        progress.analyzed(
            ledger.status(), Truth.False, AnalyzedReason.NoDump, AnalyzedReason.NoDump.text()));
    return Duration.ZERO;
  }
}
