package dev.stuckpod.operator.lookout;

import dev.stuckpod.operator.glance.Sight;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.rules.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers from glances what is asked by a lockWait rule, and has a source of metrics asked all
 * else.
 */
public record GlancedSource(Supplier<Source> metrics, Lookout lookout, Clock clock)
    implements Source {

  private static final Sight NOT_RECORDED =
      new Sight.Unseen(
          "Glances are not recorded: what one would have shown at a time that is over is not"
              + " known.");

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
    if (!(rule instanceof Rule.LockWait locks)) {
      return metrics.get().ask(rule, namespace, pods, time);
    }
    Map<String, PodReadings> readings = new HashMap<>();
    if (time != null) {
      pods.forEach(pod -> readings.put(pod.name(), new PodReadings.Glanced(NOT_RECORDED)));
      return new Answer.Given(time, readings);
    }
    lookout
        .look(
            pods.stream()
                .map(pod -> new Lookout.Meant(namespace, pod.name(), pod.container()))
                .toList(),
            locks.every())
        .forEach((pod, sight) -> readings.put(pod, new PodReadings.Glanced(sight)));
    return new Answer.Given(clock.instant(), readings);
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> pods,
      @Nullable Instant time,
      Duration fresh) {
    return rule instanceof Rule.LockWait
        ? new Screening.Unsuited()
        : metrics.get().screen(rule, namespace, pods, time, fresh);
  }
}
