package dev.stuckpod.operator.leash;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.SocketFactory;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client for servers that nobody trusts. A client keeps in memory what it has read of a
 * line, a number or a name until that ends, and some of these have no bound: the length of a piece,
 * the name of what is packed. So whoever sends on and on, and nothing of it is a body, is not read
 * any further. What a body may be, whoever reads it decides.
 */
public final class Leash {

  /** Bytes: twice as many as are read of an answer's headers. */
  static final int MOST = 512 << 10;

  /**
   * Bytes that have come since the last one of a body. HTTP/1.1 is read by the thread that asks; of
   * HTTP/2 another one reads ahead, sixteen megabytes of each connection.
   */
  private static final ThreadLocal<int[]> OF_NO_USE = ThreadLocal.withInitial(() -> new int[1]);

  private Leash() {}

  /** Begins a client that reads no further than is of use, on every connection that it makes. */
  public static OkHttpClient.Builder client() {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .socketFactory(new Sockets())
        .addInterceptor(Leash::ask);
  }

  private static Response ask(Interceptor.Chain chain) throws IOException {
    forgive();
    Response answer = chain.proceed(chain.request());
    return answer.newBuilder().body(new Body(answer.body())).build();
  }

  private static void forgive() {
    OF_NO_USE.get()[0] = 0;
  }

  private static void count(int bytes) throws IOException {
    int[] all = OF_NO_USE.get();
    all[0] += Math.max(bytes, 0);
    if (all[0] > MOST) {
      throw new IOException("it sends more than %d KiB of no use".formatted(MOST >> 10));
    }
  }

  /** A body, unpacked; whatever comes of it was of use. */
  private static final class Body extends ResponseBody {
    private final @Nullable MediaType type;
    private final long length;
    private final BufferedSource source;

    Body(ResponseBody whole) {
      type = whole.contentType();
      length = whole.contentLength();
      source = Okio.buffer(new Used(whole.source()));
    }

    @Override
    public @Nullable MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return length;
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }

  private static final class Used extends ForwardingSource {
    Used(Source source) {
      super(source);
    }

    @Override
    public long read(Buffer sink, long most) throws IOException {
      long read = super.read(sink, most);
      if (read > 0) {
        forgive();
      }
      return read;
    }
  }

  private static final class Sockets extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new Counted();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    private static Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from)
        throws IOException {
      var socket = new Counted();
      socket.bind(from);
      socket.connect(to);
      return socket;
    }
  }

  private static final class Counted extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int read = super.read();
          count(read < 0 ? 0 : 1);
          return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = super.read(bytes, offset, length);
          count(read);
          return read;
        }
      };
    }
  }
}
