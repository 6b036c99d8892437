package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.cluster.wire.Direct;
import dev.stuckpod.cli.cluster.wire.Kubeconfig;
import dev.stuckpod.cli.ground.CommandException;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Has what every question to a cluster needs loaded while the command line is still read: a short
 * command is mostly that. Nothing is opened, nobody is asked, nothing is run that a kubeconfig
 * names, and nothing of it is kept: a mistake in the command line has done nothing.
 */
public final class Ahead {

  private static final String KUBECONFIG =
      """
      kind: Config
      clusters: [{name: a, cluster: {server: a}}]
      users: [{name: a, user: {token: a}}]
      contexts: [{name: a, context: {cluster: a, user: a, namespace: a}}]
      """;

  private Ahead() {}

  /**
   * Begins in a thread of its own, where there is a processor for it, which keeps nobody waiting.
   *
   * @param whole whether an analysis will be read, not a table of them
   */
  public static void begin(boolean whole) {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread.ofPlatform().daemon().name("ahead").start(() -> load(whole));
    }
  }

  private static void load(boolean whole) {
    Direct.trustNobodyElse();
    try {
      if (!Direct.rehearse(Kubeconfig.read().find(null))) {
        library();
      }
      if (whole) {
        WholeDump.rehearse();
      }
    } catch (CommandException | GeneralSecurityException | SSLException untold) {
      return; // whoever speaks to the cluster has the same trouble, and tells of it
    }
  }

  /** What the client library needs, where it alone knows what a kubeconfig means. */
  private static void library() throws GeneralSecurityException, SSLException {
    LateKinds.everywhere();
    Serialization.unmarshal(KUBECONFIG, Config.class);
    SSLContext tls = SSLContext.getInstance("TLS");
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init((KeyStore) null); // the library adds the kubeconfig's authority to these
    tls.init(null, trusted.getTrustManagers(), null);
    Direct.hello(tls.createSSLEngine());
  }
}
