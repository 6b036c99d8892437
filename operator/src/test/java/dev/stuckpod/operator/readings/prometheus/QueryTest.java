package dev.stuckpod.operator.readings.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Sign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The PromQL as it is sent; what it means is tried on a real Prometheus. {@code -Dgolden=write}
 * writes the golden files.
 */
class QueryTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/stuckpod/operator/readings/prometheus");

  private static final Rule.Clauses INCIDENT =
      new Rule.Clauses(
          "frozen-hub",
          Duration.ofMinutes(1),
          List.of(new Load(Metric.of("clients", null), 100)),
          List.of(new Counter.AtMost(Metric.of("sent_total", Map.of("type", "a\"b")), 0)),
          List.of(Metric.of("routines", null)));

  @Test
  void asksForEverythingOfANoProgressRuleAtOnce() throws IOException {
    assertGolden("no-progress.promql", Query.clauses(INCIDENT, scope(null, 2)));
  }

  @Test
  void asksWhichPodsMayBeStuck() throws IOException {
    var rule =
        new Rule.Clauses(
            "frozen-hub",
            Duration.ofMinutes(1),
            INCIDENT.load(),
            List.of(
                INCIDENT.counters().getFirst(),
                new Counter.Ratio(Metric.of("out", null), Metric.of("in", null), 0.01)),
            INCIDENT.frozen());

    assertGolden("suspects.promql", ShortQuery.suspects(rule, scope(null, 2)));
  }

  @Test
  void asksByTheLeastLimitOfAll() {
    var cpu = Metric.of("cpu", null);
    var rule =
        new Rule.Clauses(
            "busy",
            Rule.Kind.BusyNoProgress,
            Duration.ofMinutes(1),
            List.of(),
            List.of(),
            List.of(new Sign.OfLimit(cpu, 0.5)),
            List.of());

    assertThat(ShortQuery.suspects(rule, limited(2000, 0, 500))).contains(" >= 0.249999999");
    assertThat(ShortQuery.suspects(rule, limited(0, 0))).contains(" >= Inf");
  }

  private static Scope limited(int... millis) {
    return Scope.of(
        "shop",
        null,
        IntStream.range(0, millis.length)
            .mapToObj(i -> new AskedPod("hub-" + i, "hub", Instant.EPOCH, millis[i]))
            .toList());
  }

  @Test
  void asksOfExportersOnlyForPodsThatHaveNoTargetOfTheirOwn() throws IOException {
    assertThat(Query.clauses(INCIDENT, scope(null, 2))).doesNotContain("pod=\"\"");
    assertGolden("targets.promql", Query.targets(INCIDENT, scope(null, 1)));
  }

  @Test
  void asksForThePastOfGaugesAlone() throws IOException {
    assertGolden(
        "moved-before.promql", Query.movedBefore(INCIDENT, scope(null, 1), Duration.ofHours(6)));
  }

  @Test
  void asksForScrapesByTheLabelsOfTheSource() throws IOException {
    var labels = new LabelNames("kubernetes_namespace", "kubernetes_pod_name", "");
    assertGolden("scrapes.promql", Query.scrapes(scope(labels, 2)));
  }

  @Test
  void keepsACommentOfTheUserFromSwallowingWhatFollows() throws IOException {
    var rule = new Rule.OwnQuery("own", "x == 0 # idle", "x");
    assertGolden("own.promql", Query.own(rule, scope(null, 1)));
  }

  @Test
  void namesNoPodsWhenThereAreMany() {
    assertThat(scope(null, 20).select(Metric.of("m", null)))
        .startsWith("m{namespace=\"shop\", pod=~\"hub-0|hub-1|");
    assertThat(scope(null, 21).select(Metric.of("m", null)))
        .isEqualTo("m{namespace=\"shop\", container=~\"|hub\"}");
  }

  private static Scope scope(@Nullable LabelNames labels, int pods) {
    return Scope.of(
        "shop",
        labels,
        IntStream.range(0, pods)
            .mapToObj(i -> new AskedPod("hub-" + i, "hub", Instant.EPOCH))
            .toList());
  }

  private static void assertGolden(String name, String query) throws IOException {
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, query + "\n");
    }
    assertThat(file).hasContent(query + "\n");
  }
}
