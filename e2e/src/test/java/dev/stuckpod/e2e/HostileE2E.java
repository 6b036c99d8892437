package dev.stuckpod.e2e;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A stranger's attack and a tenant's; e2e/hostile/run has all. */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class HostileE2E {

  @Test
  void whoHasNoRightGetsNothingAndStopsNothing(TestCluster cluster) throws IOException {
    try (var attacks = new AttackRun(cluster)) {
      attacks.run(Attack.SIDECAR_HANDSHAKES);
      attacks.run(Attack.SILENT_SIDECARS);
    }
  }
}
