package dev.stuckpod.operator.analyses;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisViewTest {

  private static final String WHOLE =
      """
      {"apiVersion": "stuckpod.dev/v1alpha1", "kind": "DumpAnalysis",
       "metadata": {"name": "hub", "namespace": "shop", "uid": "1", "resourceVersion": "7",
         "generation": 1, "creationTimestamp": "2026-01-01T00:00:00Z", "labels": {"a": "b"},
         "managedFields": [{"manager": "stuckpod", "fieldsV1": {"f:status": {}}}]},
       "spec": {"podName": "hub-1", "trigger": {"policy": "hub", "rule": "frozen", "readings":
         [{"name": "clients", "value": "4663"}]}},
       "status": {"alsoMatched": ["other"], "verdict": "Deadlock", "stacks": [{"count": 4}],
         "conditions": [
           {"type": "Captured", "status": "True", "reason": "HAS-DUMP", "message": "2 dumps"},
           {"type": "Analyzed", "status": "True", "reason": "HAS-WORDS", "message": "long"}]}}
      """;

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @Test
  void keepsWhoOpenedItAndHowFarItIsAndNothingElse() {
    AnalysisView view = view("Complete", "Explained");

    assertThat(view.getMetadata().getName()).isEqualTo("hub");
    assertThat(view.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(view.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(view.created()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(view.policy()).isEqualTo("hub");
    assertThat(view.loadTestWindow()).isNull();
    assertThat(view.saysMatched("other")).isTrue();
    assertThat(view.saysMatched("hub")).isFalse();
    assertThat(serialization.asJson(view))
        .doesNotContain("managedFields", "labels", "frozen", "4663", "Deadlock", "stacks", "long");
  }

  @ParameterizedTest
  @CsvSource({
    "Pending, Pending, false, false",
    "Running, Pending, false, false",
    "Complete, Pending, true, false",
    "Complete, Running, true, false",
    "Complete, Explained, true, true",
    "NoSidecar, NoDump, true, true"
  })
  void tellsHowFarItIs(String captured, String analyzed, boolean hasEnded, boolean over) {
    AnalysisView view = view(captured, analyzed);

    assertThat(view.captured()).isEqualTo(hasEnded);
    assertThat(view.over()).isEqualTo(over);
  }

  @Test
  void oneThatAPersonHasJustAskedForIsNotBegun() {
    AnalysisView view =
        serialization.unmarshal(
            """
            {"metadata": {"name": "hub", "namespace": "shop"}, "spec": {"podName": "hub-1"}}
            """,
            AnalysisView.class);

    assertThat(view.policy()).isNull();
    assertThat(view.loadTestWindow()).isNull();
    assertThat(view.captured()).isFalse();
    assertThat(view.over()).isFalse();
    assertThat(view.saysMatched("hub")).isFalse();
  }

  /** Nearly all were told of: nothing is kept of that. */
  @Test
  void keepsWhoIsToBeToldAsLongAsSomebodyIs() {
    String told =
        "\"notified\": [{\"name\": \"a\", \"outcome\": \"%s\"}, {\"name\": \"b\", \"outcome\":"
            + " \"Sent\"}]";

    AnalysisView pending = view(told.formatted("Pending"));
    AnalysisView sent = view(told.formatted("Failed"));

    assertThat(pending.untold()).containsExactly("a");
    assertThat(sent.untold()).isEmpty();
    assertThat(serialization.asJson(sent)).doesNotContain("notified", "Failed");
  }

  private AnalysisView view(String status) {
    return serialization.unmarshal(
        "{\"metadata\": {\"name\": \"hub\", \"namespace\": \"shop\"}, \"status\": {"
            + status
            + "}}",
        AnalysisView.class);
  }

  private AnalysisView view(String captured, String analyzed) {
    return serialization.unmarshal(
        WHOLE.replace("HAS-DUMP", captured).replace("HAS-WORDS", analyzed), AnalysisView.class);
  }
}
