package dev.stuckpod.operator.inject;

import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;

/** Serves POST {@value #PATH} over HTTPS: what the API server asks when a pod is created. */
final class AdmissionEndpoint implements AutoCloseable {

  static final String PATH = "/inject";

  /** For a review that has just come in, when the port closes. */
  private static final int LAST_SECONDS = 1;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpsServer server;
  private final ReviewHandler answers;

  /**
   * Opens the port; 0 takes a free one.
   *
   * @param keys which certificate is shown
   * @param asking who may ask
   * @param answers to reviews
   */
  AdmissionEndpoint(int port, X509ExtendedKeyManager keys, Asking asking, ReviewHandler answers)
      throws IOException {
    this.answers = answers;
    server = HttpsServer.create(new InetSocketAddress(port), 0);
    server.setHttpsConfigurator(asking.configurator(context(keys, asking)));
    server.createContext(PATH, answers);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /**
   * Answers still, and ends each connection with its answer: an API server keeps them open, and
   * what it sends when the port closes would find nobody, so that a pod came without a sidecar.
   */
  void leave() {
    answers.leave();
  }

  @Override
  public void close() {
    server.stop(LAST_SECONDS);
    threads.shutdownNow();
  }

  private static SSLContext context(X509ExtendedKeyManager keys, Asking asking) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, asking.trust(), null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has TLS", impossible);
    }
  }
}
