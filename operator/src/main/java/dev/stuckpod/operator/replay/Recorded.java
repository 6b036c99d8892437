package dev.stuckpod.operator.replay;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Past;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.Ticks;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source at one time after the other. Short questions were asked for many times at once; only
 * where a pod looks stuck everything is asked for, as it was then.
 */
final class Recorded implements Source {

  private final Source source;
  private final Past past;
  private final Map<Rule, List<Screening>> screened = new HashMap<>();
  private Ticks ticks = new Ticks(Instant.EPOCH, Duration.ofSeconds(1), 1);
  private int tick;
  private long asked;

  Recorded(Source source, Past past) {
    this.source = source;
    this.past = past;
  }

  /** Asks in short for all of some ticks, and begins with the first; gives why it could not. */
  Answer.@Nullable Missing begin(
      Collection<Rule> rules, String namespace, Collection<AskedPod> pods, Ticks part) {
    screened.clear();
    ticks = part;
    tick = 0;
    for (Rule rule : rules) {
      List<Screening> all = past.screen(rule, namespace, pods, part);
      if (all.getFirst() instanceof Screening.Failed(Answer.Missing why)) {
        return why;
      }
      screened.put(rule, all);
    }
    return null;
  }

  /** Goes to one of these ticks. */
  void at(int number) {
    tick = number;
  }

  Instant time() {
    return ticks.at(tick);
  }

  /** Whether any pod looks stuck now, by any rule. */
  boolean hasSuspects() {
    return screened.values().stream()
        .anyMatch(
            all ->
                all.get(tick) instanceof Screening.Suspects suspects && !suspects.pods().isEmpty());
  }

  /** How often everything was asked for. */
  long asked() {
    return asked;
  }

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
    asked++;
    return source.ask(rule, namespace, pods, time == null ? time() : time);
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> pods,
      @Nullable Instant time,
      Duration fresh) {
    List<Screening> all = screened.get(rule);
    if (all == null || !(all.get(tick) instanceof Screening.Suspects(var named, long readable))) {
      return new Screening.Unsuited();
    }
    var own = new HashSet<String>();
    for (AskedPod pod : pods) {
      if (named.contains(pod.name())) {
        own.add(pod.name());
      }
    }
    return new Screening.Suspects(own, readable);
  }
}
