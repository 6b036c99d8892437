package dev.stuckpod.operator.truth;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.PastServer;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.prometheus.PrometheusPast;
import dev.stuckpod.operator.readings.prometheus.PrometheusSource;
import dev.stuckpod.operator.replay.PastPod;
import dev.stuckpod.operator.replay.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import okhttp3.OkHttpClient;

/** A Prometheus that knows the past, and pods as they were. */
final class Bed {

  /** Thousandths of a core: one of its loops uses one. */
  private static final int CPU_LIMIT = 1000;

  private final MetricsSourceSpec spec;
  private final QueryApi api;

  Bed(String url) {
    spec =
        new MetricsSourceSpec(
            url, null, PastServer.TRIED, null, null, null, null, null, null, null);
    api = new QueryApi(new OkHttpClient(), spec, null, Duration.ofSeconds(10));
  }

  PrometheusSource source() {
    return new PrometheusSource(api, spec);
  }

  PrometheusPast past() {
    return new PrometheusPast(api, spec);
  }

  Replay replay(Criteria criteria, List<Life> lives) {
    return new Replay(
        criteria,
        source(),
        past(),
        Life.NAMESPACE,
        lives.stream().map(Bed::pod).toList(),
        Long.MAX_VALUE);
  }

  /** As who looks back knows it: by the series that there were, and not who was deleted. */
  static PastPod pod(Life life) {
    Instant now = Past.NOW;
    Instant end = life.ends() == 0 ? Instant.MAX : now.minusSeconds(life.ends()).minusMillis(1);
    Instant begin = now.minusSeconds(life.length() + 1L);
    return new PastPod(known(life, begin), known(life, now), begin, end);
  }

  private static PodFacts known(Life life, Instant when) {
    return PodFactsBuilder.builder(facts(life, when))
        .running(true)
        .terminating(false)
        .wasReady(true)
        .build();
  }

  /** As the cluster knows it at a time. */
  static PodFacts facts(Life life, Instant when) {
    Instant startedAt = life.startedAt(when);
    return new PodFacts(
        life.name(),
        life.name() + "-uid",
        "app",
        "containerd://" + startedAt.getEpochSecond(),
        life.workload(),
        life.node(),
        life.ip(),
        life.runs(when),
        life.isDeleted(when),
        life.isReady(when),
        startedAt,
        0,
        Set.of(),
        CPU_LIMIT,
        null);
  }
}
