package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Past.Written;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.rules.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the operator would have remembered, had it scraped a past itself: page by page, as far as
 * the time for which it is asked. Asked for earlier times than before it knows nothing.
 */
public final class ScrapedPast implements Source {

  private static final Set<String> OF_THE_SOURCE =
      Set.of("namespace", "pod", "container", "job", "instance");

  private record Life(Target target, Instant startedAt) {}

  private final List<Written> past;
  private final Duration interval;
  private final List<Rule> rules;
  private final Map<Life, ScrapedPod> pods = new HashMap<>();
  private final Map<Life, Long> fed = new HashMap<>();

  /**
   * Has scraped.
   *
   * @param interval between two scrapes, in whole seconds
   * @param rules that are asked for
   */
  public ScrapedPast(Past past, Duration interval, List<Rule> rules) {
    this.past = past.written();
    this.interval = interval;
    this.rules = rules;
  }

  @Override
  public Answer ask(
      Rule rule, String namespace, Collection<AskedPod> asked, @Nullable Instant time) {
    Instant at = time == null ? Past.NOW : time;
    Map<Target, ScrapedPod> known = new HashMap<>();
    for (AskedPod one : asked) {
      var target = new Target(namespace, one.name(), one.container());
      known.put(target, scraped(new Life(target, one.startedAt()), at));
    }
    return new ScrapedSource("past", "said", (target, _) -> known.get(target), Clock.systemUTC())
        .ask(rule, namespace, asked, at);
  }

  @Override
  public Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> asked,
      @Nullable Instant time,
      Duration fresh) {
    return new Screening.Unsuited();
  }

  private ScrapedPod scraped(Life life, Instant until) {
    var identity = new Identity("uid", "containerd://1", life.startedAt(), "10.0.0.1");
    ScrapedPod pod =
        pods.computeIfAbsent(
            life,
            _ -> {
              var begun = new ScrapedPod(new Budget(10_000, 0), interval);
              rules.forEach(rule -> begun.want(rule, life.startedAt()));
              begun.isOf(identity);
              return begun;
            });
    List<Written> own = past.stream().filter(one -> isOf(one, life.target())).toList();
    long from = fed.getOrDefault(life, life.startedAt().getEpochSecond());
    long last = until.getEpochSecond();
    for (long second = from; second <= last; second++) {
      int before = (int) (Past.NOW.getEpochSecond() - second);
      double up =
          own.stream()
              .filter(one -> one.metric().equals("up"))
              .mapToDouble(one -> one.value().applyAsDouble(before))
              .filter(value -> !Double.isNaN(value))
              .min()
              .orElse(Double.NaN);
      if (!Double.isNaN(up)) {
        pod.scraped(
            identity,
            Instant.ofEpochSecond(second),
            "10.0.0.1:9090",
            up == 0 ? null : page(own, before, pod),
            Duration.ZERO);
      }
    }
    fed.put(life, Math.max(from, last + 1));
    return pod;
  }

  private static boolean isOf(Written one, Target target) {
    Map<String, String> labels = one.labels();
    return target.namespace().equals(labels.get("namespace"))
        && target.pod().equals(labels.get("pod"))
        && target.container().equals(labels.getOrDefault("container", target.container()));
  }

  private static Collected page(List<Written> series, int before, ScrapedPod pod) {
    var text = new StringBuilder();
    for (Written one : series) {
      double value = one.value().applyAsDouble(before);
      if (!Double.isNaN(value) && !one.metric().equals("up")) {
        Map<String, String> labels = new TreeMap<>(one.labels());
        labels.keySet().removeAll(OF_THE_SOURCE);
        text.append(one.metric())
            .append(
                labels.entrySet().stream()
                    .map(l -> l.getKey() + "=\"" + l.getValue() + "\"")
                    .collect(Collectors.joining(",", "{", "} ")))
            .append(value)
            .append('\n');
      }
    }
    return Pages.read(text.toString(), pod.metrics());
  }
}
