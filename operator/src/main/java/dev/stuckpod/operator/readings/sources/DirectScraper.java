package dev.stuckpod.operator.readings.sources;

import dev.stuckpod.operator.readings.DirectScrape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a pod's metrics port once, to tell a process that hangs from a broken path. It connects to
 * the pod's own address only.
 */
public final class DirectScraper {

  /** No more is read than tells that the pod answers. */
  private static final int MOST = 1 << 20;

  private final Duration timeout;

  /** Waits so long for a connection, and as long for the whole answer. */
  public DirectScraper(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Sends one GET of /metrics. Whatever path or scheme is the right one: a process that lives
   * answers something, if only an error.
   *
   * @param instance address of the target as the source names it, ip:port
   * @param podIp address of the pod
   */
  public DirectScrape scrape(String instance, String podIp) {
    int colon = instance.lastIndexOf(':');
    String host = colon < 0 ? "" : instance.substring(0, colon).replaceAll("^\\[|\\]$", "");
    if (podIp.isEmpty()
        || !host.equals(podIp)
        || !instance.substring(colon + 1).matches("[0-9]{1,5}")) {
      return DirectScrape.NotThePod;
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    int millis = (int) timeout.toMillis();
    try (var socket = new Socket()) {
      try {
        int port = Integer.parseInt(instance.substring(colon + 1));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(host), port), millis);
      } catch (ConnectException refused) {
        return DirectScrape.Refused;
      } catch (NoRouteToHostException | SocketTimeoutException failed) {
        return DirectScrape.Unreachable;
      } catch (SocketException failed) {
        // accepted, and reset before this thread came to see it
        return String.valueOf(failed.getMessage()).startsWith("Connection reset")
            ? DirectScrape.Answered
            : DirectScrape.Unreachable;
      } catch (IOException failed) {
        return DirectScrape.Unreachable;
      }
      return exchange(socket, instance, deadline);
    } catch (IOException closed) {
      return DirectScrape.Answered; // a reset is an answer too: something lives there
    }
  }

  private static DirectScrape exchange(Socket socket, String instance, long deadline)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(
        ("GET /metrics HTTP/1.1\r\nHost: " + instance + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8192];
    int total = 0;
    while (total < MOST) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return DirectScrape.TimedOut;
      }
      socket.setSoTimeout((int) left);
      try {
        int read = in.read(buffer);
        if (read < 0) {
          return DirectScrape.Answered;
        }
        total += read;
      } catch (SocketTimeoutException late) {
        return DirectScrape.TimedOut;
      }
    }
    return DirectScrape.Answered;
  }
}
