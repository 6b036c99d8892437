package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.operator.inject.review.ReviewReader;
import dev.stuckpod.operator.inject.review.ReviewRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import okhttp3.tls.HandshakeCertificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the webhook what an API server asks, before one does: the first answers of a process that
 * has just begun take many times as long, and a pod waits for them. It is a dry run, of which
 * nothing is written, counted or remembered.
 */
final class Rehearsal {

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  /** After that many the next one is hardly any faster. */
  private static final int REVIEWS = 5;

  /** Nobody gets a sidecar meanwhile. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final int port;
  private final Supplier<X509Certificate> shown;
  private final Supplier<Admission> admission;
  private final byte[] review;

  /**
   * Asks nothing yet.
   *
   * @param port of the webhook, on this machine
   * @param shown the certificate that is to be met there
   * @param admission one that knows nothing yet, each time
   * @param namespace of the pod that is asked about: one whose limits may be read
   */
  Rehearsal(
      int port, Supplier<X509Certificate> shown, Supplier<Admission> admission, String namespace) {
    this.port = port;
    this.shown = shown;
    this.admission = admission;
    this.review = read().replace("NAMESPACE", namespace).getBytes(StandardCharsets.UTF_8);
  }

  /** Asks, for some seconds at most, and never fails: whatever is wrong, the next one is told. */
  void run() {
    long begin = System.nanoTime();
    Thread asking = Thread.ofVirtual().name("rehearsal").start(this::reviews);
    try {
      boolean done = asking.join(LIMIT);
      asking.interrupt();
      LOG.info(
          done
              ? "The webhook is ready to answer, after {} ms"
              : "The webhook is slow to answer: {} ms",
          (System.nanoTime() - begin) / 1_000_000);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void reviews() {
    try {
      for (int i = 0; i < REVIEWS && !Thread.currentThread().isInterrupted(); i++) {
        ObjectNode decided =
            admission.get().answer(ReviewReader.read(new ByteArrayInputStream(review)));
        LOG.debug("Tried: {}", decided);
        ask(port);
      }
    } catch (RuntimeException | IOException | ReviewRefused failed) {
      LOG.debug("The webhook could not be tried", failed);
    }
  }

  /** As the API server does. A port that wants a certificate gets no further than the handshake. */
  private void ask(int port) {
    try (Socket plain = new Socket()) {
      int patience = (int) LIMIT.toMillis();
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
      plain.setSoTimeout(patience);
      try (Socket secured =
          context().getSocketFactory().createSocket(plain, "localhost", port, true)) {
        secured.getOutputStream().write(head());
        secured.getOutputStream().write(review);
        secured.getInputStream().readAllBytes();
      }
    } catch (IOException | GeneralSecurityException no) {
      LOG.debug("The webhook does not answer its own process: {}", no.getMessage());
    }
  }

  private byte[] head() {
    return """
    POST %s HTTP/1.1\r
    Host: localhost\r
    Content-Type: application/json\r
    Content-Length: %d\r
    Connection: close\r
    \r
    """
        .formatted(AdmissionEndpoint.PATH, review.length)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private SSLContext context() throws GeneralSecurityException {
    var one = new HandshakeCertificates.Builder().addTrustedCertificate(shown.get()).build();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {one.trustManager()}, null);
    return context;
  }

  private static String read() {
    try (InputStream in =
        Objects.requireNonNull(Rehearsal.class.getResourceAsStream("rehearsal.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
