package dev.stuckpod.operator.readings.sources;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source that is left alone while it fails.
 *
 * @param rest of all who ask this source
 */
record RestingSource(Source source, Rest rest) implements Source {

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
    Optional<Answer.Missing> resting = rest.now();
    if (resting.isPresent()) {
      return resting.get();
    }
    Answer answer = source.ask(rule, namespace, pods, time);
    switch (answer) {
      case Answer.Given _ -> rest.answered();
      case Answer.Missing missing -> rest.failed(missing);
    }
    return answer;
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> pods,
      @Nullable Instant time,
      Duration fresh) {
    Optional<Answer.Missing> resting = rest.now();
    if (resting.isPresent()) {
      return new Screening.Failed(resting.get());
    }
    Screening screening = source.screen(rule, namespace, pods, time, fresh);
    switch (screening) {
      case Screening.Suspects _ -> rest.answered();
      case Screening.Unsuited _ -> {}
      case Screening.Failed(Answer.Missing why) -> rest.failed(why);
    }
    return screening;
  }
}
