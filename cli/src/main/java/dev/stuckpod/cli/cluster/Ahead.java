package dev.stuckpod.cli.cluster;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Has what every question to a cluster needs loaded while the command line is still read: a short
 * command is mostly that. Nothing is opened, and nobody is asked.
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
   */
  public static void begin() {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread.ofPlatform().daemon().name("ahead").start(Ahead::load);
    }
  }

  private static void load() {
    LateKinds.everywhere();
    Serialization.unmarshal(KUBECONFIG, Config.class);
    try {
      hello();
    } catch (GeneralSecurityException | SSLException untold) {
      return; // whoever speaks to the cluster has the same trouble, and tells of it
    }
  }

  /** Writes the first message of a TLS connection, to nobody. */
  private static void hello() throws GeneralSecurityException, SSLException {
    SSLContext tls = SSLContext.getInstance("TLS");
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init((KeyStore) null); // the library adds the kubeconfig's authority to these
    tls.init(null, trusted.getTrustManagers(), null);
    SSLEngine engine = tls.createSSLEngine();
    engine.setUseClientMode(true);
    engine.beginHandshake();
    engine.wrap(
        ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
  }
}
