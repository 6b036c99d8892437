package dev.stuckpod.door;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and its answer, as the JDK's own server would show it to a handler. */
final class Exchange extends HttpExchange {

  private final Socket socket;
  private final Head head;
  private final Body body;
  private final Answer answer;
  private final Headers responseHeaders = new Headers();
  private int code = -1;

  /**
   * Begins one.
   *
   * @param ended is told when the request's body has been read
   */
  Exchange(Socket socket, Head head, InputStream in, OutputStream out, Runnable ended)
      throws IOException {
    this.socket = socket;
    this.head = head;
    this.answer = new Answer(out);
    if (head.waitsToGoOn()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    this.body = new Body(in, head.length(), ended);
  }

  /** Sends what is left to be sent; tells whether the connection is good for another request. */
  boolean finish() throws IOException {
    answer.flush();
    return code >= 0
        && answer.left == 0
        && body.isOver()
        && head.keeps()
        && !"close".equalsIgnoreCase(responseHeaders.getFirst("Connection"));
  }

  @Override
  public void sendResponseHeaders(int status, long length) throws IOException {
    if (code >= 0) {
      throw new IOException("the answer has begun");
    }
    code = status;
    boolean none = length < 0 || head.method().equals("HEAD");
    var text = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
    if (length == 0) {
      responseHeaders.set("Connection", "close"); // how much it will be is not known
    } else if (!head.keeps() || !body.isOver()) {
      responseHeaders.set("Connection", "close");
    }
    if (length != 0) {
      responseHeaders.set("Content-Length", Long.toString(Math.max(length, 0)));
    }
    for (Map.Entry<String, List<String>> header : responseHeaders.entrySet()) {
      for (String value : header.getValue()) {
        text.append(header.getKey()).append(": ").append(value).append("\r\n");
      }
    }
    answer.begin(text.append("\r\n").toString(), length == 0 ? Long.MAX_VALUE : length, none);
  }

  @Override
  public void close() {}

  @Override
  public Headers getRequestHeaders() {
    return head.headers();
  }

  @Override
  public Headers getResponseHeaders() {
    return responseHeaders;
  }

  @Override
  public URI getRequestURI() {
    return head.target();
  }

  @Override
  public String getRequestMethod() {
    return head.method();
  }

  @Override
  public InputStream getRequestBody() {
    return body;
  }

  @Override
  public OutputStream getResponseBody() {
    return answer;
  }

  @Override
  public int getResponseCode() {
    return code;
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public String getProtocol() {
    return head.http11() ? "HTTP/1.1" : "HTTP/1.0";
  }

  @Override
  public HttpContext getHttpContext() {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }

  /** As many bytes as were announced; closing it leaves the connection open. */
  private static final class Answer extends FilterOutputStream {
    private long left;
    private boolean silent;

    Answer(OutputStream out) {
      super(out);
    }

    void begin(String head, long length, boolean headAlone) throws IOException {
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      left = headAlone ? 0 : length;
      silent = headAlone;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (silent) {
        return;
      }
      if (length > left) {
        throw new IOException("more than was announced");
      }
      left -= length;
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
