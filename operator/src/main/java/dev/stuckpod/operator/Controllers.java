package dev.stuckpod.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.util.List;
import java.util.concurrent.Executors;

/** Runs reconcilers by the SDK: how their objects are listed, and of which namespaces. */
final class Controllers {

  /**
   * An answer of a few megabytes at most: an analysis has up to 256 KiB, and annotations and labels
   * may make any object as large.
   */
  private static final long PAGE = 20;

  private final Settings settings;
  private final Operator operator;

  /** Prepares to run them, of the leader alone where there is an election. */
  Controllers(Settings settings, KubernetesClient client, Leadership leadership) {
    this.settings = settings;
    this.operator =
        new Operator(
            configuration -> {
              configuration
                  .withKubernetesClient(client)
                  .withCloseClientOnStop(false)
                  .withExecutorService(Executors.newVirtualThreadPerTaskExecutor())
                  .withResourceCloner(uncloned()) // thousands of times a minute, and never changed
                  .withUseSSAToPatchPrimaryResource(false);
              if (settings.leaderElection()) {
                configuration.withLeaderElectionConfiguration(leadership.configuration(settings));
              }
            });
  }

  /** Runs them. */
  void start(List<Reconciler<?>> reconcilers) {
    reconcilers.forEach(this::register);
    if (operator.getRegisteredControllersNumber() > 0) {
      operator.start();
    }
  }

  void stop() {
    operator.stop();
  }

  boolean areHealthy() {
    return operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  boolean areStarted() {
    return operator.getRuntimeInfo().isStarted();
  }

  private <P extends HasMetadata> void register(Reconciler<P> reconciler) {
    operator.register(
        reconciler,
        configuration -> {
          configuration.withInformerListLimit(PAGE);
          if (settings.watchNamespaces().isEmpty()) {
            configuration.watchingAllNamespaces();
          } else {
            configuration.settingNamespaces(settings.watchNamespaces());
          }
        });
  }

  private static Cloner uncloned() {
    return new Cloner() {
      @Override
      public <R extends HasMetadata> R clone(R object) {
        return object;
      }
    };
  }
}
