package dev.stuckpod.till;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The counter where customers stand: serves /sale and /refund with a bounded pool of threads. */
final class Counter {

  private static final int THREADS = 32;
  private static final long PRICE_CENTS = 250;

  private final HttpServer server;
  private final MeterRegistry meters;
  private final AtomicInteger inProgress;

  Counter(int port, Drawer drawer, Journal journal, MeterRegistry meters) throws IOException {
    this.meters = meters;
    this.inProgress = meters.gauge("http.server.requests.in.progress", new AtomicInteger());
    server = HttpServer.create(new InetSocketAddress(port), 256);
    serve("/sale", () -> drawer.sell(journal, PRICE_CENTS));
    serve("/refund", () -> journal.refund(drawer, PRICE_CENTS));
    server.setExecutor(
        Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().name("counter-", 1).factory()));
  }

  void start() {
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(String path, Runnable work) {
    Timer timer =
        Timer.builder("http.server.requests")
            .tag("method", "POST")
            .tag("uri", path)
            .tag("status", "204")
            .register(meters);
    server.createContext(path, exchange -> timer.record(() -> handle(exchange, work)));
  }

  private void handle(HttpExchange exchange, Runnable work) {
    inProgress.incrementAndGet();
    try (exchange) {
      work.run();
      exchange.sendResponseHeaders(204, -1);
    } catch (IOException gone) {
      System.getLogger("till").log(System.Logger.Level.DEBUG, "the customer left", gone);
    } finally {
      inProgress.decrementAndGet();
    }
  }
}
