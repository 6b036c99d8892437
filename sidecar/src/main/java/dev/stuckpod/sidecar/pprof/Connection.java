package dev.stuckpod.sidecar.pprof;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;

/**
 * One question to the app by HTTP. It ends in time whatever the app does, though it answer a byte
 * now and then for ever.
 */
final class Connection implements AutoCloseable {

  private static final int CONNECT_MILLIS = 1000;

  private final HttpURLConnection http;
  private final Duration within;
  private final Thread watchdog;
  private volatile boolean late;

  /**
   * Does not ask yet.
   *
   * @param millis how long each part of the answer may take
   * @param within how long all of it may take
   */
  Connection(String at, String path, int millis, Duration within) throws IOException {
    this.within = within;
    http =
        (HttpURLConnection)
            URI.create("http://" + at + path).toURL().openConnection(Proxy.NO_PROXY);
    http.setConnectTimeout(CONNECT_MILLIS);
    http.setReadTimeout(millis);
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    watchdog = Thread.ofVirtual().unstarted(this::breakOff);
  }

  /** Asks, and gives the answer, if it is a good one. */
  InputStream open() throws IOException {
    watchdog.start();
    try {
      if (http.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("answer " + http.getResponseCode() + " from " + http.getURL());
      }
      return new Bounded(http.getInputStream());
    } catch (IOException e) {
      throw late ? tooLate() : e;
    }
  }

  @Override
  public void close() {
    watchdog.interrupt();
    http.disconnect();
  }

  private void breakOff() {
    try {
      Thread.sleep(within);
      late = true;
      http.disconnect();
    } catch (InterruptedException answered) {
      Thread.currentThread().interrupt();
    }
  }

  private SocketTimeoutException tooLate() {
    return new SocketTimeoutException("the answer took over " + within.toSeconds() + " s");
  }

  private final class Bounded extends FilterInputStream {

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      throw new UnsupportedOperationException("in pieces only");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count;
      try {
        count = super.read(buffer, offset, length);
      } catch (IOException e) {
        throw late ? tooLate() : e;
      }
      if (late) {
        throw tooLate();
      }
      return count;
    }
  }
}
