package dev.stuckpod.sidecar.pprof;

import dev.stuckpod.sidecar.port.Connection;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One question to the app by HTTP. The JDK's own client waits, when it is to close a connection,
 * until that has been read to its end.
 */
final class HttpQuestion implements AutoCloseable {

  private final String at;
  private final String path;
  private final Connection connection;

  /**
   * Does not ask yet.
   *
   * @param millis how long each part of the answer may take
   * @param within how long all of it may take
   */
  HttpQuestion(String at, String path, int millis, Duration within) throws IOException {
    this.at = at;
    this.path = path;
    this.connection = new Connection(at, millis, within);
  }

  /** Asks, and gives the answer, if it is a good one. */
  InputStream open() throws IOException {
    // not 1.0, whose answers end where they break off
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\nConnection: close\r\n\r\n"
            .formatted(path, at);
    var in = new BufferedInputStream(connection.ask(request.getBytes(StandardCharsets.US_ASCII)));
    Head head = Head.read(in);
    if (head.code() != HttpURLConnection.HTTP_OK) {
      throw new IOException("answer " + head.code() + " from http://" + at + path);
    }
    return head.body(in);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
