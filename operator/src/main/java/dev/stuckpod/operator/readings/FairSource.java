package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A source that is asked in turns.
 *
 * @param turns of all who ask this source
 */
record FairSource(Source source, Turns turns) implements Source {

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
    return turns.take(namespace, () -> source.ask(rule, namespace, pods, time));
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> pods,
      @Nullable Instant time,
      Duration fresh) {
    return turns.take(namespace, () -> source.screen(rule, namespace, pods, time, fresh));
  }
}
