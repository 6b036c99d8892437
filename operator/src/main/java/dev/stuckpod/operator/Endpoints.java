package dev.stuckpod.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Serves /metrics on one port, /healthz and /readyz on another, without TLS. */
final class Endpoints implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer metrics;
  private final HttpServer health;

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
    metrics = HttpServer.create(new InetSocketAddress(settings.metricsPort()), 0);
    metrics.createContext(
        "/metrics",
        exchange -> answer(exchange, 200, "text/plain; version=0.0.4", meters.scrape()));
    health = HttpServer.create(new InetSocketAddress(settings.healthPort()), 0);
    health.createContext("/healthz", exchange -> verdict(exchange, healthy));
    health.createContext("/readyz", exchange -> verdict(exchange, ready));
    for (HttpServer server : new HttpServer[] {metrics, health}) {
      server.setExecutor(threads);
      server.start();
    }
  }

  int metricsPort() {
    return metrics.getAddress().getPort();
  }

  int healthPort() {
    return health.getAddress().getPort();
  }

  @Override
  public void close() {
    metrics.stop(0);
    health.stop(0);
    threads.shutdownNow();
  }

  private static void verdict(HttpExchange exchange, BooleanSupplier good) throws IOException {
    boolean ok = good.getAsBoolean();
    answer(exchange, ok ? 200 : 503, "text/plain", ok ? "ok\n" : "not ok\n");
  }

  private static void answer(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
