package dev.stuckpod.door;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open port. Takes every connection at once and decides then who stays, so that the kernel's
 * queue is never what a stranger can fill.
 */
public final class Door implements AutoCloseable {

  /** For as many as come before a thread that has much to do takes them. */
  private static final int BACKLOG = 256;

  private static final int PAUSE_MILLIS = 50;
  private static final Duration GIVE_BACK = Duration.ofSeconds(1);

  private final ServerSocket socket;
  private final Seldom log;
  private final Hall hall;
  private final Thread keeper;
  private volatile boolean closing;
  private long lastTick = System.nanoTime();

  /**
   * Opens a port.
   *
   * @param port 0 takes a free one
   * @param tls null for none
   * @param handler of all requests, one thread for each
   * @param log takes one line for each failure of our own
   * @throws IOException if the port is taken
   */
  public Door(int port, Limits limits, @Nullable Tls tls, HttpHandler handler, Consumer<String> log)
      throws IOException {
    this(port, limits, tls, null, handler, log);
  }

  /**
   * Opens a port of TLS at which one request may be made in clear, too.
   *
   * @param knock that request; null for none
   * @throws IOException if the port is taken
   */
  public Door(
      int port,
      Limits limits,
      @Nullable Tls tls,
      @Nullable Knock knock,
      HttpHandler handler,
      Consumer<String> log)
      throws IOException {
    this.log = new Seldom(log);
    this.hall = new Hall(limits, tls, knock, handler, this.log);
    this.socket = new Lines();
    socket.bind(new InetSocketAddress(port), BACKLOG);
    keeper = new Thread(this::keep, "door " + port());
    keeper.setDaemon(false); // a process with an open port does not end by itself
    keeper.start();
  }

  /** The port that is open. */
  public int port() {
    return socket.getLocalPort();
  }

  /** The thread that takes connections: as long as it runs, so does the process. */
  Thread keeper() {
    return keeper;
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /**
   * Lets nobody in any more, and gives those whose request has begun so much time. The port is free
   * at the end.
   */
  public void close(Duration grace) {
    closing = true;
    try {
      socket.close();
      // the kernel keeps the port for as long as a thread waits at it
      keeper.join(GIVE_BACK);
    } catch (IOException closed) {
      // as is wanted
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    hall.close(grace);
  }

  /** Connections that can be waited for. */
  private static final class Lines extends ServerSocket {
    Lines() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      var line = new Line();
      implAccept(line);
      return line;
    }
  }

  /** Never ends before the port is closed: without it nobody would get in again. */
  private void keep() {
    while (!closing) {
      try {
        socket.setSoTimeout(hall.tick()); // no clock ticks where nobody is
        hall.enter((Line) socket.accept());
        tick();
      } catch (SocketTimeoutException quiet) {
        tick();
      } catch (Throwable failed) {
        if (!closing) {
          makeRoom(failed);
        }
      }
    }
  }

  private void tick() {
    hall.letIn();
    if (System.nanoTime() - lastTick > Hall.TICK_MILLIS * 1_000_000L) {
      lastTick = System.nanoTime();
      hall.throwOut(Visit::isOverdue);
    }
  }

  /** Memory or file descriptors are short: strangers give theirs back first. */
  private void makeRoom(Throwable failed) {
    try {
      hall.throwOut(visit -> !visit.isGuest());
      log.accept("connections of strangers are closed: " + failed);
      Thread.sleep(PAUSE_MILLIS);
    } catch (Throwable again) {
      Thread.onSpinWait();
    }
  }
}
