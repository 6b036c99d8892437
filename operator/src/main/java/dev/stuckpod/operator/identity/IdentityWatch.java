package dev.stuckpod.operator.identity;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the Secrets all the time, in every replica: a deleted one is noticed also where no pod
 * is created and none is stuck, and whoever asks does not wait for the API server.
 */
public final class IdentityWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IdentityWatch.class);

  private final OperatorIdentity identity;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("identity").factory());
  private String trouble = "";

  /** Begins at once. */
  public IdentityWatch(OperatorIdentity identity) {
    this.identity = identity;
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, 0, OperatorIdentity.FRESH.dividedBy(2).toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** What is wrong is said once, and again when it is something else. */
  private void look() {
    String wrong = "";
    try {
      identity.look();
    } catch (RuntimeException failed) {
      wrong = String.valueOf(failed.getMessage());
      if (!wrong.equals(trouble)) {
        LOG.warn("Whom sidecars trust is not known: {}", wrong);
      }
    }
    trouble = wrong;
  }
}
