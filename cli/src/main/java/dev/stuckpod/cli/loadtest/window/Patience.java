package dev.stuckpod.cli.loadtest.window;

import dev.stuckpod.crds.grammar.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the end of a window is waited for, once its load has ended. While the API server is away
 * nobody can have said anything, so that time does not count; the window's deadline always does.
 *
 * @param settle the window's own
 * @param deadline when a load is not waited for any longer: one that ended just before it settles
 *     beyond it
 */
public record Patience(Duration settle, Instant deadline) {

  /**
   * For the last dumps to be taken and explained: the operator takes three minutes, and may be
   * late.
   */
  static final Duration MARGIN = Duration.ofMinutes(5);

  /**
   * Says whether it is over.
   *
   * @param since when the load ended
   * @param away for how long nobody has answered since then
   * @return why no more is waited, in a sentence; empty where it goes on
   */
  public Optional<String> isExhausted(Instant since, Duration away, Instant now) {
    Duration most = settle.plus(MARGIN);
    if (now.isAfter(deadline.plus(most))) {
      return Optional.of(
          away.compareTo(MARGIN) > 0
              ? "The API server was away, and the window's deadline has passed"
              : "The window's deadline has passed, and the operator has not ended it:"
                  + " does it run?");
    }
    if (Duration.between(since, now).minus(away).compareTo(most) > 0) {
      return Optional.of(
          "The operator has not ended the window within %s: does it run?"
              .formatted(Durations.format(most)));
    }
    return Optional.empty();
  }
}
