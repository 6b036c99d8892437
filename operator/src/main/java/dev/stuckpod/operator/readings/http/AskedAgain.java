package dev.stuckpod.operator.readings.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks again, twice at most and later each time, where a source says that it cannot answer just now
 * or the connection breaks: it is being restarted, or has too much to do. What waits is less than
 * half of the time that a query has.
 *
 * @param timeout of the query, all tries together
 */
record AskedAgain(Duration timeout) implements Interceptor {

  private static final int MOST_TRIES = 3;
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);

  /** Too many requests, bad gateway, unavailable, gateway timeout: RFC 6585, RFC 9110. */
  private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);

  @Override
  public Response intercept(Chain chain) throws IOException {
    long end = System.nanoTime() + timeout.toNanos() / 2;
    for (int tried = 1; ; tried++) {
      Duration pause;
      try {
        Response response = chain.proceed(chain.request());
        pause = pause(tried, response.header("Retry-After"));
        if (!NOT_NOW.contains(response.code()) || !isTime(tried, pause, end)) {
          return response;
        }
        response.close();
      } catch (InterruptedIOException outOfTime) {
        throw outOfTime;
      } catch (IOException broken) {
        pause = pause(tried, null);
        if (!isTime(tried, pause, end)) {
          throw broken;
        }
      }
      sleep(pause);
    }
  }

  private static boolean isTime(int tried, Duration pause, long end) {
    return tried < MOST_TRIES && System.nanoTime() + pause.toNanos() < end;
  }

  /** As long as it asks for, in seconds; else longer each time, and not all at the same moment. */
  private static Duration pause(int tried, @Nullable String retryAfter) {
    if (retryAfter != null && retryAfter.matches("\\d{1,5}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    Duration longest = FIRST_WAIT.multipliedBy(1L << tried);
    return longest.minusMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() / 2));
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while it waited to ask again");
    }
  }
}
