package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.stuckpod.operator.inject.review.Review;
import dev.stuckpod.operator.inject.review.ReviewReader;
import dev.stuckpod.operator.inject.review.ReviewRefused;
import dev.stuckpod.operator.inject.review.ReviewRefused.Why;
import dev.stuckpod.operator.turns.ReviewsFirst;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request: reads a review while it arrives, and has it decided. So many are read at
 * once, of which each keeps little, and fewer decided; the others wait, and then go without.
 */
final class ReviewHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ReviewHandler.class);

  private static final int READ_AT_ONCE = 96;
  private static final int DECIDED_AT_ONCE = 6;

  /** An API server waits for five seconds, unless the chart says otherwise. */
  private static final long PATIENCE_SECONDS = 3;

  private static final int TOO_LARGE = 413;

  private final Semaphore reading = new Semaphore(READ_AT_ONCE, true);
  private final Semaphore deciding = new Semaphore(DECIDED_AT_ONCE, true);
  private final ReviewsFirst first;
  private final Function<Review, ObjectNode> answer;
  private final Consumer<Why> refused;
  private volatile boolean leaving;

  /**
   * Answers nothing yet.
   *
   * @param first is told while one is decided
   * @param answer to a review
   * @param refused is told of what is not answered
   */
  ReviewHandler(ReviewsFirst first, Function<Review, ObjectNode> answer, Consumer<Why> refused) {
    this.first = first;
    this.answer = answer;
    this.refused = refused;
  }

  /** Ends each connection with its answer from now on. */
  void leave() {
    leaving = true;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String review = decide(read(exchange)).toString();
      send(exchange, HttpURLConnection.HTTP_OK, "application/json", review);
    } catch (ReviewRefused no) {
      LOG.debug("A review is not answered: {}", no.getMessage());
      refused.accept(no.why());
      send(exchange, code(no.why()), "text/plain", no.getMessage() + "\n");
    } catch (RuntimeException failed) {
      LOG.warn("A pod was left without a sidecar: {}", failed.getMessage());
      LOG.debug("It was:", failed);
      send(exchange, HttpURLConnection.HTTP_INTERNAL_ERROR, "text/plain", "see the log\n");
    }
  }

  private Review read(HttpExchange exchange) throws ReviewRefused, IOException {
    if (!"POST".equals(exchange.getRequestMethod())) {
      throw new ReviewRefused(Why.NotAReview, "POST one review");
    }
    take(reading);
    try {
      return ReviewReader.read(exchange.getRequestBody());
    } finally {
      reading.release();
    }
  }

  private ObjectNode decide(Review review) throws ReviewRefused {
    take(deciding);
    try (var _ = first.begin()) {
      return answer.apply(review);
    } finally {
      deciding.release();
    }
  }

  private static void take(Semaphore places) throws ReviewRefused {
    try {
      if (places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    throw new ReviewRefused(Why.Busy, "too many reviews at once");
  }

  private static int code(Why why) {
    return switch (why) {
      case NotAReview -> HttpURLConnection.HTTP_BAD_REQUEST;
      case TooLarge -> TOO_LARGE;
      case Busy -> HttpURLConnection.HTTP_UNAVAILABLE;
    };
  }

  private void send(HttpExchange exchange, int code, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (leaving) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }
}
