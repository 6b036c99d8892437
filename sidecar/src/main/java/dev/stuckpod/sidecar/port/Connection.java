package dev.stuckpod.sidecar.port;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * One question to an app at a port of its own. It ends in time whatever the app does, though it
 * answer a byte now and then for ever.
 */
public final class Connection implements AutoCloseable {

  private static final int CONNECT_MILLIS = 1000;

  private final String at;
  private final int millis;
  private final Duration within;

  /** Of a channel, so that whoever is interrupted waits no longer. */
  private final Socket socket;

  /**
   * Does not ask yet.
   *
   * @param at host:port, as {@link Listener#at}
   * @param millis how long each part of the answer may take
   * @param within how long all of it may take
   */
  public Connection(String at, int millis, Duration within) throws IOException {
    this.at = at;
    this.millis = millis;
    this.within = within;
    this.socket = SocketChannel.open().socket();
  }

  /** Asks, and gives what is answered, as it comes. */
  public InputStream ask(byte[] question) throws IOException {
    var timed = new Timed(socket, millis, within);
    int colon = at.lastIndexOf(':');
    String host = at.substring(0, colon).replaceAll("[\\[\\]]", "");
    socket.connect(
        new InetSocketAddress(
            InetAddress.ofLiteral(host), Integer.parseInt(at.substring(colon + 1))),
        CONNECT_MILLIS);
    socket.getOutputStream().write(question);
    return timed;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
