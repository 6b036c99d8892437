package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.stuckpod.door.Door;
import dev.stuckpod.door.Limits;
import dev.stuckpod.door.Routes;
import dev.stuckpod.door.Tls;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves POST {@value #PATH} over HTTPS: what the API server asks when a pod is created. */
final class AdmissionEndpoint implements AutoCloseable {

  static final String PATH = "/inject";

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionEndpoint.class);

  /** The API server accepts objects of 3 MiB; a review holds the old one too. */
  private static final int LARGEST = 8 << 20;

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
          96,
          1 << 14,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(90));

  private final Door door;
  private volatile boolean leaving;

  /**
   * Opens the port; 0 takes a free one.
   *
   * @param keys which certificate is shown
   * @param answer to a review
   */
  AdmissionEndpoint(int port, X509ExtendedKeyManager keys, UnaryOperator<JsonNode> answer)
      throws IOException {
    door =
        new Door(
            port,
            LIMITS,
            new Tls(context(keys), false),
            new Routes(Map.of(PATH, exchange -> handle(exchange, answer))),
            LOG::warn);
  }

  int port() {
    return door.port();
  }

  /**
   * Answers still, and ends each connection with its answer: an API server keeps them open, and
   * what it sends when the port closes would find nobody, so that a pod came without a sidecar.
   */
  void leave() {
    leaving = true;
  }

  @Override
  public void close() {
    door.close(LAST);
  }

  private static SSLContext context(X509ExtendedKeyManager keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, null, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has TLS", impossible);
    }
  }

  private void handle(HttpExchange exchange, UnaryOperator<JsonNode> answer) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
      if (!"POST".equals(exchange.getRequestMethod()) || body.length > LARGEST) {
        send(exchange, HttpURLConnection.HTTP_BAD_REQUEST, "text/plain", "POST one review\n");
        return;
      }
      try {
        JsonNode review = answer.apply(Json.PLAIN.readTree(body));
        send(exchange, HttpURLConnection.HTTP_OK, "application/json", review.toString());
      } catch (IllegalArgumentException | JsonProcessingException wrong) {
        send(exchange, HttpURLConnection.HTTP_BAD_REQUEST, "text/plain", "not a review\n");
      } catch (RuntimeException failed) {
        LOG.warn("A pod was left without a sidecar: {}", failed.getMessage(), failed);
        send(exchange, HttpURLConnection.HTTP_INTERNAL_ERROR, "text/plain", "see the log\n");
      }
    }
  }

  private void send(HttpExchange exchange, int code, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (leaving) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }
}
