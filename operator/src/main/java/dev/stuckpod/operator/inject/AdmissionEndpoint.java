package dev.stuckpod.operator.inject;

import dev.stuckpod.door.Door;
import dev.stuckpod.door.Limits;
import dev.stuckpod.door.Routes;
import dev.stuckpod.operator.entry.Asking;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves POST {@value #PATH} over HTTPS: what the API server asks when a pod is created. */
final class AdmissionEndpoint implements AutoCloseable {

  static final String PATH = "/inject";

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionEndpoint.class);

  /** For a review that has just come in, when the port closes. */
  private static final Duration LAST = Duration.ofSeconds(1);

  /**
   * An API server opens a connection for each review that it asks about at once, and may be the
   * only address there is. It sends at once what it has, and waits for five seconds.
   */
  private static final Limits LIMITS =
      new Limits(
          96,
          64,
          1024,
          96,
          1 << 14,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(90));

  private final Door door;
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
    door = new Door(port, LIMITS, asking.tls(keys), new Routes(Map.of(PATH, answers)), LOG::warn);
  }

  int port() {
    return door.port();
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
    door.close(LAST);
  }
}
