package dev.stuckpod.till;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves /metrics and /health on a port and threads of their own: they answer whatever happens. */
final class Management {

  private final HttpServer server;

  Management(int port, PrometheusMeterRegistry meters) throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    serve("/metrics", "text/plain; version=0.0.4", meters::scrape);
    serve("/health", "text/plain", () -> "up\n");
    server.setExecutor(
        Executors.newFixedThreadPool(2, Thread.ofPlatform().name("management-", 1).factory()));
  }

  void start() {
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(String path, String type, Supplier<String> text) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }
}
