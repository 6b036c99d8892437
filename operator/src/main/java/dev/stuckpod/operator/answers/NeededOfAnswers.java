package dev.stuckpod.operator.answers;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Takes of the API server's answers what is read of them. A client has an answer in memory twice
 * before it is parsed, and a page of objects that others have made large would be too much. Watches
 * come object by object, and are not touched; one that is read to its end as an answer says {@code
 * watch=1}, and is taken of as others are.
 */
public final class NeededOfAnswers implements Interceptor {

  private static final String JSON = "json";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response answer = chain.proceed(chain.request());
    MediaType type = answer.body().contentType();
    if (!answer.isSuccessful()
        || type == null
        || !JSON.equals(type.subtype())
        || "true".equals(chain.request().url().queryParameter("watch"))) {
      return answer;
    }
    return answer
        .newBuilder()
        .removeHeader("Content-Length")
        .body(
            new Needed(
                answer.body(),
                Shapes.of(chain.request().method(), chain.request().url().encodedPath())))
        .build();
  }

  private static final class Needed extends ResponseBody {
    private final @Nullable MediaType type;
    private final BufferedSource source;

    Needed(ResponseBody whole, Shape shape) throws IOException {
      this.type = whole.contentType();
      this.source = Okio.buffer(Okio.source(new ShapedJson(whole.byteStream(), shape)));
    }

    @Override
    public @Nullable MediaType contentType() {
      return type;
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
