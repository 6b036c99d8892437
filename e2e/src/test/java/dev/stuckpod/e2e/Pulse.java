package dev.stuckpod.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows when a server began to stand still, from nobody but the server: asks it four times a second
 * for what needs its locks, until it does not answer any more.
 */
final class Pulse implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  /** After so many questions without an answer it asks no more. */
  private static final int ENOUGH = 4;

  private static final int SEEMS = 2;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest question;
  private final Thread thread;
  private volatile @Nullable Instant answered;
  private volatile int unanswered;

  Pulse(String app, String pod) {
    String path = app.equals("till") ? ":8080/sale" : ":8080/broadcast?stream=pulse";
    question =
        HttpRequest.newBuilder(URI.create("http://" + pod + path))
            .POST(HttpRequest.BodyPublishers.ofString("pulse"))
            .build();
    thread = Thread.ofVirtual().start(this::ask);
  }

  private void ask() {
    int missed = 0;
    try {
      while (missed < ENOUGH) {
        CompletableFuture<HttpResponse<Void>> answer =
            client
                .sendAsync(question, HttpResponse.BodyHandlers.discarding())
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        boolean came = answer.handle((_, failure) -> failure == null).join();
        if (came) {
          answered = Instant.now();
        }
        missed = came ? 0 : missed + 1;
        unanswered = missed;
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all seem to stand still; for so long at most, as they may be lucky. */
  static void awaitFreeze(List<Pulse> pulses, Duration limit) throws InterruptedException {
    Instant end = Instant.now().plus(limit);
    while (pulses.stream().anyMatch(one -> !one.stands()) && Instant.now().isBefore(end)) {
      Thread.sleep(PAUSE);
    }
  }

  /** When the last answer came of whoever stands still first; null where none does. */
  static @Nullable Instant firstFreeze(List<Pulse> pulses) {
    return pulses.stream()
        .filter(Pulse::stands)
        .map(one -> one.answered)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  private boolean stands() {
    return unanswered >= SEEMS;
  }

  @Override
  public void close() {
    thread.interrupt();
    client.shutdownNow();
  }
}
