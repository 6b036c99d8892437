package dev.stuckpod.operator.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.stuckpod.door.bounded.Allowance;
import dev.stuckpod.operator.alerts.Refused.Why;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request. Nothing of its body is read before it is known who asks, and that this
 * replica is the one that acts.
 */
final class WebhookHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

  /** Each keeps some megabytes at most, until all of it has been taken. */
  static final int AT_WORK = 2;

  private static final long PATIENCE_SECONDS = 3;

  /** Payloads at once, and one more after each pause; a group sends one in minutes. */
  private static final int AT_ONCE = 50;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Semaphore atWork = new Semaphore(AT_WORK, true);
  private final Allowance rate = new Allowance(AT_ONCE, PAUSE);
  private final @Nullable BearerToken token;
  private final BooleanSupplier leading;
  private final Inbox inbox;
  private final Counts counts;
  private final Clock clock;

  /**
   * Answers nothing yet.
   *
   * @param token that is to be shown; null where a certificate is enough
   * @param leading whether this replica acts
   */
  WebhookHandler(
      @Nullable BearerToken token,
      BooleanSupplier leading,
      Inbox inbox,
      Counts counts,
      Clock clock) {
    this.token = token;
    this.leading = leading;
    this.inbox = inbox;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, HttpURLConnection.HTTP_OK, take(exchange));
    } catch (Refused no) {
      LOG.debug("A payload is not taken: {}", no.getMessage());
      counts.refused(no.why());
      if (no.why() == Why.NotTrusted) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      }
      // the next try is a connection of its own, which may meet the leader
      exchange.getResponseHeaders().set("Connection", "close");
      send(exchange, no.why().code(), String.valueOf(no.getMessage()));
    }
  }

  private String take(HttpExchange exchange) throws Refused, IOException {
    if (token != null && !token.isShown(exchange.getRequestHeaders().getFirst("Authorization"))) {
      throw new Refused(Why.NotTrusted, "show the bearer token of alertReceiver.bearerTokenSecret");
    }
    if (!"POST".equals(exchange.getRequestMethod())) {
      throw new Refused(Why.NotPost, "POST a payload of Alertmanager's webhook");
    }
    if (!leading.getAsBoolean()) {
      throw new Refused(Why.NotLeading, "another replica leads, send it again");
    }
    if (!rate.take("", clock.instant())) {
      throw new Refused(Why.Busy, "too many payloads, send it again");
    }
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null
        && length.length() < 19
        && Long.parseLong(length) > PayloadReader.MOST_BYTES) {
      throw new Refused(
          Why.TooLarge,
          "more than the %d bytes that are read of a payload: set max_alerts of the receiver, or group by fewer alerts"
              .formatted(PayloadReader.MOST_BYTES));
    }
    begin();
    try {
      return inbox.take(PayloadReader.read(exchange.getRequestBody()));
    } finally {
      atWork.release();
    }
  }

  private void begin() throws Refused {
    try {
      if (atWork.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    throw new Refused(Why.Busy, "too many payloads at once, send it again");
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }
}
