package dev.stuckpod.cli.simulate;

import dev.stuckpod.cli.ground.Sentence;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;

/**
 * Sends what is asked of a service by the client of a cluster, which knows its address and whose
 * credentials are used.
 */
record ThroughApiServer(HttpClient http) implements Interceptor {

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    var out = http.newHttpRequestBuilder().uri(request.url().uri());
    request.headers().forEach(header -> out.header(header.getFirst(), header.getSecond()));
    if (request.body() != null) {
      var body = new Buffer();
      request.body().writeTo(body);
      out.post(String.valueOf(request.body().contentType()), body.readByteArray());
    }
    HttpResponse<InputStream> answer = answer(out, chain.call().timeout().timeoutNanos());
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(answer.code())
        .message("")
        .body(new Body(Okio.buffer(Okio.source(answer.body()))))
        .build();
  }

  private HttpResponse<InputStream> answer(
      io.fabric8.kubernetes.client.http.HttpRequest.Builder request, long nanos)
      throws IOException {
    try {
      return http.sendAsync(request.build(), InputStream.class).get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw new IOException(Sentence.root(failed), failed);
    } catch (TimeoutException late) {
      throw new IOException("timeout", late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  private static final class Body extends ResponseBody {

    private final BufferedSource source;

    Body(BufferedSource source) {
      this.source = source;
    }

    @Override
    public MediaType contentType() {
      return MediaType.get("application/json");
    }

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }
}
