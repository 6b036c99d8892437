package dev.stuckpod.operator;

import com.sun.net.httpserver.HttpExchange;
import dev.stuckpod.door.Door;
import dev.stuckpod.door.Limits;
import dev.stuckpod.door.Routes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves /metrics on one port, /healthz and /readyz on another, without TLS. */
final class Endpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

  /** A few scrapers and probes, each with one connection; what they ask fits into one packet. */
  private static final Limits LIMITS =
      new Limits(
          32,
          16,
          256,
          0,
          1 << 13,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(90));

  private final Door metrics;
  private final Door health;

  /**
   * Opens both ports; 0 takes a free one.
   *
   * @throws IOException if a port is taken
   */
  Endpoints(
      Settings settings,
      PrometheusMeterRegistry meters,
      BooleanSupplier healthy,
      BooleanSupplier ready)
      throws IOException {
    var page = new MetricsPage(meters::scrape);
    metrics =
        new Door(
            settings.metricsPort(),
            LIMITS,
            null,
            new Routes(
                Map.of(
                    "/metrics",
                    exchange -> answer(exchange, 200, "text/plain; version=0.0.4", page.get()))),
            LOG::warn);
    health =
        new Door(
            settings.healthPort(),
            LIMITS,
            null,
            new Routes(
                Map.of(
                    "/healthz", exchange -> verdict(exchange, healthy),
                    "/readyz", exchange -> verdict(exchange, ready))),
            LOG::warn);
  }

  int metricsPort() {
    return metrics.port();
  }

  int healthPort() {
    return health.port();
  }

  @Override
  public void close() {
    metrics.close();
    health.close();
  }

  private static void verdict(HttpExchange exchange, BooleanSupplier good) throws IOException {
    boolean ok = good.getAsBoolean();
    byte[] body = (ok ? "ok\n" : "not ok\n").getBytes(StandardCharsets.UTF_8);
    answer(exchange, ok ? 200 : 503, "text/plain", body);
  }

  private static void answer(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }
}
