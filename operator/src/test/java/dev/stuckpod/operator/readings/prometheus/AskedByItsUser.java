package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** A source that a user's own query goes to, about a pod hub. */
record AskedByItsUser(Source source) {

  private static final String POD = "hub";

  /** As the administrator has set it up. */
  static AskedByItsUser of(MetricsSourceSpec spec) {
    var api = new QueryApi(new OkHttpClient(), spec, null, Duration.ofSeconds(10));
    return new AskedByItsUser(new PrometheusSource(api, spec));
  }

  /** Of a series of a pod. */
  static Map<String, String> labels(String namespace, String pod) {
    return Map.of("namespace", namespace, "pod", pod, "job", "pods", "instance", namespace);
  }

  /** Asks about the pod, at the end of the past. */
  Answer ask(String query, String presence, String namespace) {
    return source.ask(
        new Rule.OwnQuery("own", query, presence),
        namespace,
        List.of(new AskedPod(POD, POD, Instant.EPOCH)),
        Past.NOW);
  }

  /** What the query came to of the pod; empty where there was none. */
  static Optional<Double> value(Answer.Given answer) {
    return answer.of(POD).map(readings -> ((PodReadings.Matches) readings).facts().sum(Fact.Query));
  }
}
