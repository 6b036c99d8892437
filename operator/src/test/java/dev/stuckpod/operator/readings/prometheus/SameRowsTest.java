package dev.stuckpod.operator.readings.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.prometheus.SignalsIT.Row;
import dev.stuckpod.operator.readings.prometheus.SignalsIT.Writer;
import dev.stuckpod.operator.readings.scraped.ScrapedPast;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real Prometheus decides in {@link SignalsIT} is decided the same where the operator has
 * scraped the same pages itself.
 */
class SameRowsTest {

  /** What labels of a Prometheus decide: the operator's own scrapes have none to be wrong. */
  private static final Set<String> BY_LABELS =
      Set.of(
          "series without job and instance, and some up without a pod",
          "another pod's target claims the pod (honor_labels)",
          "an exporter without a pod of its own speaks for the pod",
          "labels kubernetes_namespace and kubernetes_pod_name",
          "same, and nothing maps them",
          "an exporter in a pod of its own speaks for the pod in exported_pod");

  /** What is said otherwise, though neither is stuck. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "no series at all", "The operator begins to scrape the pod",
          "process died: its series ended 45 s ago", "last scraped 45s ago",
          "one of its metrics has vanished", "has none now");

  static Stream<Row> rows() {
    return SignalsIT.all().stream().filter(row -> !BY_LABELS.contains(row.name()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void decidesAsTheRowSays(Row row) {
    var past = new Past();
    row.past().accept(new Writer(past, "row"));
    int interval = row.name().contains("every 30 s") ? 30 : 5;
    List<PodFacts> pods = row.pods();
    List<AskedPod> asked = pods.stream().map(PodFacts::asked).toList();

    Answer answer =
        new ScrapedPast(past, Duration.ofSeconds(interval), List.of(row.rule()))
            .ask(row.rule(), "row", asked, Past.NOW);

    Decision decision =
        new Judge(row.rule(), pods, answer, Map.of(), Past.NOW).decide(pods.getFirst());
    assertThat(decision.value()).as(decision.message()).isEqualTo(row.value());
    String otherwise = OTHERWISE.get(row.name());
    if (otherwise == null) {
      assertThat(decision.reason()).as(decision.message()).isEqualTo(row.reason());
    }
    assertThat(decision.message()).contains(otherwise == null ? row.says() : otherwise);
  }

  @Test
  void rowsThatAreLeftOutAreThere() {
    assertThat(SignalsIT.all())
        .extracting(Row::name)
        .containsAll(BY_LABELS)
        .containsAll(OTHERWISE.keySet());
  }
}
