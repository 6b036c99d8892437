package dev.stuckpod.operator.scrape;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a loopback address, that answers as it is told to. */
public final class Served implements Closeable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Headers> asked = new ConcurrentLinkedQueue<>();
  private final Closeable server;
  private final int port;

  private Served(Closeable server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Writes an answer, byte by byte. */
  @FunctionalInterface
  public interface Raw {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * Answers each question in the same way.
   *
   * @param headers name and value, one after the other
   */
  public static Served http(String ip, int code, byte[] body, String... headers)
      throws IOException {
    HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByName(ip), 0), 0);
    var served = new Served(() -> http.stop(0), http.getAddress().getPort());
    http.setExecutor(served.threads);
    http.createContext(
        "/",
        exchange -> {
          try (exchange) {
            served.asked.add(exchange.getRequestHeaders());
            for (int i = 0; i < headers.length; i += 2) {
              exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    http.start();
    return served;
  }

  /** Takes connections, and writes to each what it is told to. */
  public static Served raw(Raw raw) throws IOException {
    var socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    var served = new Served(socket, socket.getLocalPort());
    served.threads.execute(
        () -> {
          while (!socket.isClosed()) {
            served.accept(socket, raw);
          }
        });
    return served;
  }

  /** Listens, and takes no connection: the kernel does. */
  public static Served deaf() throws IOException {
    var socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    return new Served(socket, socket.getLocalPort());
  }

  private void accept(ServerSocket socket, Raw raw) {
    try {
      Socket one = socket.accept();
      threads.execute(
          () -> {
            try (one) {
              raw.answer(one.getOutputStream());
            } catch (IOException gone) {
              // who asked has left
            } catch (InterruptedException over) {
              Thread.currentThread().interrupt();
            }
          });
    } catch (IOException closed) {
      // the test is over
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** What came with each question. */
  public Queue<Headers> asked() {
    return asked;
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
