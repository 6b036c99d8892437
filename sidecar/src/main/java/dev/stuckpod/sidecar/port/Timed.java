package dev.stuckpod.sidecar.port;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What comes in from a socket, each part of it in time, and all of it. */
final class Timed extends InPieces {

  private static final long NANOS = 1_000_000;

  private final Socket socket;
  private final int millis;
  private final Duration within;
  private final long end;

  /** Begins to count now; the socket need not be connected yet. */
  Timed(Socket socket, int millis, Duration within) {
    this.socket = socket;
    this.millis = millis;
    this.within = within;
    this.end = System.nanoTime() + within.toNanos();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long left = (end - System.nanoTime()) / NANOS;
    if (left <= 0) {
      throw new SocketTimeoutException("the answer took over " + within.toSeconds() + " s");
    }
    socket.setSoTimeout((int) Math.min(millis, left));
    return socket.getInputStream().read(buffer, offset, length);
  }
}
