package dev.stuckpod.operator.loadtest;

import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.loadtest.keep.ReadingsKeeper;
import dev.stuckpod.operator.loadtest.keep.WatchedReadings;
import dev.stuckpod.operator.lookout.Glances;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.opening.limit.CaptureLimits;
import dev.stuckpod.operator.readings.scraped.Unscraped;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.roster.WatchedPods;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Windows in a namespace of a real API server, which each test has for itself, over pods of a
 * workload hub; and the operator that watches them, which may be started again and again.
 *
 * @param <C> the clock by which it does
 */
abstract class WatchedWindows<C extends Clock> {

  final KubernetesClient client;
  final C clock;

  /** Where the operator keeps what is on its way. */
  @TempDir Path folder = Path.of("");

  String namespace = "";
  private @Nullable Operator operator;
  private @Nullable WatchedPods pods;

  WatchedWindows(KubernetesClient client, C clock) {
    this.client = client;
    this.clock = clock;
  }

  @AfterEach
  void close() {
    stop();
    client.resources(LoadTestWindow.class).inNamespace(namespace).delete();
  }

  /** Makes the test's namespace. */
  void open(String name) {
    namespace = name;
    Namespaces.create(client, namespace);
  }

  /**
   * Makes a window.
   *
   * @param more of its {@code spec}, in YAML
   */
  void window(String name, String more) {
    window(name, "1s", more);
  }

  /** Makes one that settles for so long. */
  void window(String name, String settle, String more) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: LoadTestWindow
                metadata: {name: %s, namespace: %s}
                spec:
                  selector: {matchLabels: {app: hub}}
                  settle: %s
                  %s
                """
                    .formatted(name, namespace, settle, more),
                LoadTestWindow.class))
        .create();
  }

  /** Ends one by its specification, whoever writes its status meanwhile. */
  void end(String name) {
    resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"ended\": true}}");
  }

  void start() {
    pods = WatchedPods.of(client, namespace);
    operator =
        new Operator(
            configuration ->
                configuration.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(
        new LoadTestReconciler(
            client,
            pods.roster(),
            new WatchedAnalyses(),
            new Caps(new CaptureLimits(240, 1000), NothingKnown.INSTANCE),
            new Glances(
                new Sidecars(
                    client,
                    () -> new HeldCertificate.Builder().build(),
                    (_, _) -> Optional.empty())),
            new Sources(client, "stuckpod", Unscraped.with(client), clock),
            new WindowReporter(new EventRecorder(client, clock, "test"), new SimpleMeterRegistry()),
            new ReadingsKeeper(DumpStores.of(client), new Spool(folder, 64 << 20, Disk.REAL)),
            new WatchedReadings(),
            clock),
        configuration -> configuration.settingNamespace(namespace));
    operator.start();
  }

  void stop() {
    if (operator != null) {
      operator.stop();
      operator = null;
    }
    if (pods != null) {
      pods.close();
      pods = null;
    }
  }

  Resource<LoadTestWindow> resource(String name) {
    return client.resources(LoadTestWindow.class).inNamespace(namespace).withName(name);
  }

  /** A busy API server says now and then that it is not ready yet. */
  LoadTestWindowStatus status(String name) {
    LoadTestWindow window =
        await()
            .ignoreException(KubernetesClientException.class)
            .until(() -> resource(name).get(), Objects::nonNull);
    return window.getStatus() == null
        ? LoadTestWindowStatusBuilder.builder().build()
        : window.getStatus();
  }
}
