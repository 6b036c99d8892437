package dev.stuckpod.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {

  @TempDir private Path root = Path.of("");

  private final Progress progress = new Progress(_ -> {});

  @BeforeEach
  void writeKubeconfig() throws IOException {
    Files.writeString(
        root.resolve("config"),
        """
        current-context: c
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
        contexts: [{name: c, context: {cluster: c, user: c}}]
        """);
  }

  /** What lies about of an earlier one says nothing; who brings it up under a lock knows. */
  @ParameterizedTest
  @CsvSource({"STUCKPOD_CLUSTER=started,true", "STUCKPOD_CLUSTER=found,false"})
  void aClusterIsOursOnlyWhereItWasNotThere(String said, boolean ours) throws Exception {
    up("echo " + said + "; echo export KUBECONFIG=" + root.resolve("config"));

    try (Site site = Site.own(root, progress)) {
      assertThat(site.started()).isEqualTo(ours);
      assertThat(site.isOwn()).isTrue();
      assertThat(site.client().getMasterUrl()).hasToString("https://127.0.0.1:1/");
    }
  }

  private void up(String script) throws IOException {
    Path up = root.resolve("e2e/cluster/up");
    Files.createDirectories(up.getParent());
    Files.writeString(up, "#!/bin/sh\n" + script + "\n");
    assertThat(up.toFile().setExecutable(true)).isTrue();
  }
}
