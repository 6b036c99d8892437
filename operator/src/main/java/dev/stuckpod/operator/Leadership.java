package dev.stuckpod.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica leads. A lost Lease ends the process at once: whatever it still has under way must
 * not run beside the next leader's work, and an orderly exit would wait for it.
 */
final class Leadership {

  static final String LEASE = "stuckpod-operator";

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicBoolean leading = new AtomicBoolean();
  private final Runnable duties;

  /**
   * Leads nothing yet.
   *
   * @param duties begun, beside the reconcilers, when this replica leads
   */
  Leadership(Runnable duties) {
    this.duties = duties;
  }

  LeaderElectionConfiguration configuration(Settings settings) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(settings.namespace())
        .withIdentity(settings.identity())
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                this::started, this::stopped, leader -> LOG.info("The leader is {}", leader)))
        .build();
  }

  /** Says that this replica ends on purpose: losing the Lease is no error from now on. */
  void stop() {
    stopping.set(true);
  }

  /**
   * Gives the Lease up, so that the next leader need not wait until it expires. Called when the
   * reconcilers have ended; by then the elector, which would do it, has no thread left to.
   */
  void release(KubernetesClient client, Settings settings) {
    Lease lease = client.leases().inNamespace(settings.namespace()).withName(LEASE).get();
    if (lease != null && settings.identity().equals(lease.getSpec().getHolderIdentity())) {
      lease.getSpec().setHolderIdentity("");
      client.resource(lease).update(); // with the resourceVersion read: never another's
    }
  }

  /** Tells whether this replica leads now. */
  boolean isLeading() {
    return leading.get();
  }

  private void started() {
    leading.set(true);
    LOG.info("Leading: policies are evaluated by this replica");
    Thread.ofVirtual().name("duties").start(duties);
  }

  private void stopped() {
    if (leading.getAndSet(false) && !stopping.get()) {
      LOG.error("The Lease {} was lost: ending, so that only one leader acts", LEASE);
      Runtime.getRuntime().halt(1);
    }
  }
}
