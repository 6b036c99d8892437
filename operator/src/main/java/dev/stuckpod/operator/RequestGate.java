package dev.stuckpod.operator;

import dev.stuckpod.operator.turns.ReviewsFirst;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Lets so many requests wait for their answers at once, and reviews of pods before them. Watches
 * and followed logs pass: they last, and each would take a place for good.
 */
final class RequestGate implements Interceptor {

  private static final int AT_ONCE = 32;

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final ReviewsFirst reviews;

  RequestGate(ReviewsFirst reviews) {
    this.reviews = reviews;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    if (lasts(chain.request().url())) {
      return chain.proceed(chain.request());
    }
    try {
      reviews.giveWay();
      places.acquire();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while waiting to ask the API server");
    }
    try {
      return chain.proceed(chain.request());
    } finally {
      places.release();
    }
  }

  private static boolean lasts(HttpUrl url) {
    return "true".equals(url.queryParameter("watch"))
        || "true".equals(url.queryParameter("follow"));
  }
}
