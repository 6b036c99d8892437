package dev.stuckpod.operator.readings.sources;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.turns.Turns;
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

  private static final int AT_ONCE = 8;
  private static final int OF_A_NAMESPACE = 2;

  /** The turns of a source: a namespace whose queries are slow waits for itself. */
  static Turns ofASource() {
    return new Turns(AT_ONCE, OF_A_NAMESPACE);
  }

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
    try (var _ = turns.take(namespace)) {
      return source.ask(rule, namespace, pods, time);
    }
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> pods,
      @Nullable Instant time,
      Duration fresh) {
    try (var _ = turns.take(namespace)) {
      return source.screen(rule, namespace, pods, time, fresh);
    }
  }
}
