package dev.stuckpod.sidecar.pprof;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One question to the app by HTTP. It ends in time whatever the app does, though it answer a byte
 * now and then for ever: the JDK's own client waits, when it is to close a connection, until that
 * has been read to its end.
 */
final class Connection implements AutoCloseable {

  private static final int CONNECT_MILLIS = 1000;

  private final String at;
  private final String path;
  private final int millis;
  private final Duration within;

  /** Of a channel, so that whoever is interrupted waits no longer. */
  private final Socket socket;

  /**
   * Does not ask yet.
   *
   * @param millis how long each part of the answer may take
   * @param within how long all of it may take
   */
  Connection(String at, String path, int millis, Duration within) throws IOException {
    this.at = at;
    this.path = path;
    this.millis = millis;
    this.within = within;
    this.socket = SocketChannel.open().socket();
  }

  /** Asks, and gives the answer, if it is a good one. */
  InputStream open() throws IOException {
    var timed = new Timed(socket, millis, within);
    int colon = at.lastIndexOf(':');
    String host = at.substring(0, colon).replaceAll("[\\[\\]]", "");
    socket.connect(
        new InetSocketAddress(
            InetAddress.ofLiteral(host), Integer.parseInt(at.substring(colon + 1))),
        CONNECT_MILLIS);
    // not 1.0, whose answers end where they break off
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\nConnection: close\r\n\r\n"
            .formatted(path, at);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var in = new BufferedInputStream(timed);
    Head head = Head.read(in);
    if (head.code() != HttpURLConnection.HTTP_OK) {
      throw new IOException("answer " + head.code() + " from http://" + at + path);
    }
    return head.body(in);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
