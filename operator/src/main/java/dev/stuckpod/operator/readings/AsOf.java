package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A source as it was at a time, for who asks it for its present.
 *
 * @param time that is taken for the present
 */
public record AsOf(Source source, Instant time) implements Source {

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant asked) {
    return source.ask(rule, namespace, pods, asked == null ? time : asked);
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> pods,
      @Nullable Instant asked,
      Duration fresh) {
    return source.screen(rule, namespace, pods, asked == null ? time : asked, fresh);
  }
}
