package dev.stuckpod.cli.cluster;

import dev.stuckpod.crds.apiserver.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A person's kubeconfig, whose current context is a namespace of the test's API server. */
public final class PersonsKubeconfig implements AutoCloseable {

  private PersonsKubeconfig() {}

  /**
   * Has commands use one.
   *
   * @param folder to write it to
   */
  public static PersonsKubeconfig of(ApiServer server, String namespace, Path folder)
      throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: production
        clusters:
        - name: api
          cluster: {server: "%s", insecure-skip-tls-verify: true}
        users:
        - name: admin
          user: {token: %s}
        contexts:
        - name: production
          context: {cluster: api, user: admin, namespace: %s}
        """
            .formatted(server.config().getMasterUrl(), server.config().getOauthToken(), namespace));
    System.setProperty("kubeconfig", file.toString());
    System.setProperty("no.proxy", "127.0.0.1"); // the variables of this machine say nothing here
    return new PersonsKubeconfig();
  }

  @Override
  public void close() {
    System.clearProperty("kubeconfig");
    System.clearProperty("no.proxy");
  }
}
