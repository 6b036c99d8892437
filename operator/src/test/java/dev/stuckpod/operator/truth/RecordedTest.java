package dev.stuckpod.operator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.scraped.ScrapedPast;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A recorded freeze: e2e's hub in a load test on a real cluster, scraped every three seconds. It
 * stands from the 21st second on; until the 54th, clients reconnect and are greeted.
 */
class RecordedTest {

  private static final String RECORDED =
      "cli/src/test/resources/dev/stuckpod/cli/report/loadtest/readings/end.om";
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{[^}]*} (\\S+) (\\S+)");
  private static final int LENGTH = 69;
  private static final int SCRAPE = 3;
  private static final int FROZEN = 21;
  private static final int WINDOW = 15;
  private static final int LAST_GREETED = 54;
  private static final Map<String, String> LABELS =
      Map.of(
          "namespace", "play", "pod", "hub", "container", "app", "job", "app", "instance", "hub");

  @Test
  void isFoundInAWindowAndNotBefore() throws IOException {
    List<Integer> stuck = stuck(2);

    assertThat(stuck.getFirst()).isBetween(FROZEN, FROZEN + WINDOW);
    assertThat(stuck).as("until its end").hasSize(LENGTH - stuck.getFirst() + 1);
  }

  @Test
  void whoAsksForExactlyNothingFindsItOnlyWhenNobodyReconnectsAnyMore() throws IOException {
    assertThat(stuck(0)).allMatch(second -> second > LAST_GREETED);
  }

  /** The seconds at which it is called stuck. */
  private static List<Integer> stuck(double atMost) throws IOException {
    var rule =
        new Rule.Clauses(
            "recorded",
            Duration.ofSeconds(WINDOW),
            List.of(new Load(Metric.of("hub_clients_num", null), 100)),
            List.of(new Counter.AtMost(Metric.of("hub_server_msg_total", null), atMost)),
            List.of(Metric.of("hub_goroutines_num", null)));
    Instant begin = Past.NOW.minusSeconds(LENGTH);
    var pod =
        new PodFacts(
            "hub",
            "uid",
            "app",
            "containerd://1",
            "hub",
            "node",
            "10.0.0.1",
            true,
            false,
            true,
            begin,
            0,
            Set.of(),
            0,
            null);
    var source = new ScrapedPast(past(), Duration.ofSeconds(SCRAPE), List.of(rule));
    var stuck = new ArrayList<Integer>();
    for (int second : IntStream.rangeClosed(1, LENGTH).toArray()) {
      Instant now = begin.plusSeconds(second);
      var answer = source.ask(rule, "play", List.of(new AskedPod("hub", "app", begin)), now);
      if (new Judge(rule, List.of(pod), answer, Map.of(), now).decide(pod)
          instanceof Decision.Stuck) {
        stuck.add(second);
      }
    }
    return stuck;
  }

  private static Past past() throws IOException {
    var series = new TreeMap<String, Map<Integer, Double>>();
    double first = Double.NaN;
    for (String line : Files.readAllLines(Repository.root().resolve(RECORDED))) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        double at = Double.parseDouble(sample.group(3));
        first = Double.isNaN(first) ? at - 2 * SCRAPE : first;
        series
            .computeIfAbsent(sample.group(1), _ -> new HashMap<>())
            .put((int) Math.round(at - first), Double.parseDouble(sample.group(2)));
      }
    }
    var past = new Past().series("up", LABELS, LENGTH, 0, SCRAPE, _ -> 1);
    series.forEach(
        (metric, values) ->
            past.series(
                metric,
                LABELS,
                LENGTH,
                0,
                SCRAPE,
                before -> values.getOrDefault(LENGTH - before, Double.NaN)));
    return past;
  }
}
