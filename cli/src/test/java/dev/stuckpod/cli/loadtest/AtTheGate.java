package dev.stuckpod.cli.loadtest;

import dev.stuckpod.crds.apiserver.ApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the gate at a real API server, over two pods that can be watched. */
abstract class AtTheGate {

  final KubernetesClient client;
  final ApiServer server;

  @TempDir Path folder = Path.of("");

  GateBed bed;

  AtTheGate(KubernetesClient client, ApiServer server) throws IOException {
    this.client = client;
    this.server = server;
    this.bed = new GateBed(client, server, GateBed.port(server), Path.of("target"));
  }

  @BeforeEach
  void make() throws IOException {
    bed = new GateBed(client, server, GateBed.port(server), folder);
    bed.pods(true, "cable-a", "cable-b");
  }

  @AfterEach
  void clear() {
    bed.close();
  }
}
