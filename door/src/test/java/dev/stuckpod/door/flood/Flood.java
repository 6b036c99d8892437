package dev.stuckpod.door.flood;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Connections that begin something and never end it. Each that is closed comes back, as long as the
 * flood lasts.
 */
public final class Flood implements AutoCloseable {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final int port;
  private final InetAddress from;
  private final byte[] beginning;
  private final Duration pause;
  private final CountDownLatch begun;
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  /**
   * Begins, and returns when each connection has been made once.
   *
   * @param from an address of this machine
   * @param beginning what each sends
   * @param pause before one that was closed comes back
   */
  public Flood(int port, int connections, String from, byte[] beginning, Duration pause)
      throws InterruptedException {
    this.port = port;
    this.from = InetAddress.ofLiteral(from);
    this.beginning = beginning.clone();
    this.pause = pause;
    begun = new CountDownLatch(connections);
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofVirtual().start(this::comeAndStay));
    }
    begun.await();
  }

  /** A TLS handshake's first message. */
  public static byte[] handshake() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, null, new SecureRandom());
      SSLEngine engine = tls.createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer message = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), message);
      return Arrays.copyOf(message.array(), message.position());
    } catch (GeneralSecurityException | SSLException impossible) {
      throw new IllegalStateException("every Java has TLS", impossible);
    }
  }

  /** A request whose header does not end: as long a one as the JDK's server would read. */
  public static byte[] endlessHeader() {
    String begin = "GET /metrics HTTP/1.1\r\nX: ";
    return (begin + "a".repeat(370_000)).getBytes(StandardCharsets.US_ASCII);
  }

  private void comeAndStay() {
    while (!over) {
      try (var socket = new Socket()) {
        sockets.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(LOOPBACK, port));
        socket.getOutputStream().write(beginning);
        begun.countDown();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException closed) {
        // comes again
      }
      begun.countDown();
      sockets.removeIf(Socket::isClosed);
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  @Override
  public void close() throws IOException {
    over = true;
    while (threads.stream().anyMatch(Thread::isAlive)) {
      for (Socket socket : sockets) {
        socket.close();
      }
      LockSupport.parkNanos(10_000_000);
    }
  }
}
