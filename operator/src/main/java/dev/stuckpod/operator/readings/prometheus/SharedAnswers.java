package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.readings.Source.Screening;
import dev.stuckpod.operator.readings.http.QueryFailed;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives policies that ask the same at about the same time one answer. Who comes while the question
 * is being asked waits for it.
 */
final class SharedAnswers {

  private static final int REMEMBERED = 256;

  /** Asks the source. */
  interface Question {
    Screening.Suspects ask() throws QueryFailed;
  }

  private static final class Shared {
    private long at;
    private Screening.@Nullable Suspects answer;

    synchronized Screening.Suspects get(Duration fresh, Question question) throws QueryFailed {
      if (answer == null || System.nanoTime() - at > fresh.toNanos()) {
        answer = null; // a failure is nobody's answer
        long began = System.nanoTime();
        answer = question.ask();
        at = began;
      }
      return answer;
    }
  }

  private final Map<String, Shared> shared = Recent.used(REMEMBERED);

  /** Answers from memory what was asked a moment ago, and asks what was not. */
  Screening.Suspects get(String query, Duration fresh, Question question) throws QueryFailed {
    Shared one;
    synchronized (shared) {
      one = shared.computeIfAbsent(query, _ -> new Shared());
    }
    return one.get(fresh, question);
  }
}
