package dev.stuckpod.operator.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A server under load whose /metrics does what a test says. */
public final class ScriptedTarget implements AutoCloseable {

  /** How it behaves. */
  public enum Mood {
    /** Serves its clients: what it has sent grows, and its gauges move. */
    Live,
    /** The same for ever more clients; how many they are is told from then on. */
    Filling,
    /** Holds its clients, and nothing else changes; /metrics answers. */
    Frozen,
    /** Accepts connections and answers nothing. */
    Hanging
  }

  private final String name;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong sent = new AtomicLong();
  private volatile Mood mood = Mood.Live;
  private volatile boolean counted;

  /**
   * Starts one.
   *
   * @param name of the pod that it stands for
   */
  public ScriptedTarget(String name) throws IOException {
    this.name = name;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Name of the pod. */
  public String name() {
    return name;
  }

  /** Where it listens, ip:port. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Changes how it behaves from now on. */
  public void become(Mood other) {
    counted |= other == Mood.Filling;
    mood = other;
  }

  /** One item of scrape_configs, labelled as Kubernetes discovery would. */
  public String scrapeConfig(String namespace) {
    return """
    - job_name: %s/%s
      static_configs:
      - targets: ['%s']
        labels: {namespace: '%s', pod: '%s', container: hub}\
    """
        .formatted(namespace, name, address(), namespace, name);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (mood == Mood.Hanging) {
        closed.await();
        return;
      }
      boolean works = mood == Mood.Live || mood == Mood.Filling;
      long total = works ? sent.addAndGet(50) : sent.get();
      String sessions =
          counted ? "# TYPE hub_sessions gauge\nhub_sessions %d\n".formatted(total) : "";
      byte[] body =
          """
          hub_clients 5000
          hub_sent_total %d
          hub_goroutines %d
          %s\
          """
              .formatted(total, 4000 + total % 700, sessions)
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
