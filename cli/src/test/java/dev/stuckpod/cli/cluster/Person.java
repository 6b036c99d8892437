package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.crds.apiserver.ApiServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A person at the command line, with a namespace of the test's API server as current context. */
public final class Person implements AutoCloseable {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Person() {}

  /**
   * Has commands use a kubeconfig.
   *
   * @param folder to write it to
   */
  public static Person of(ApiServer server, String namespace, Path folder) throws IOException {
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
    return new Person();
  }

  /** Types a command, and gives its exit code. */
  public int types(String... words) {
    return Stuckpod.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  /** All that commands have written to standard output. */
  public String sees() {
    return out.toString();
  }

  /** All that they have written to standard error. */
  public String isTold() {
    return err.toString();
  }

  @Override
  public void close() {
    System.clearProperty("kubeconfig");
    System.clearProperty("no.proxy");
  }
}
