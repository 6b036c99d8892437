package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.room.Budget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Pages of a pod, one after the other, read as they are read of any pod. */
final class Tape {

  static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  static final Duration INTERVAL = Duration.ofSeconds(3);

  private Tape() {}

  /** When a scrape is made. */
  static Instant at(int scrape) {
    return START.plus(INTERVAL.multipliedBy(scrape));
  }

  /** Plays pages from one scrape to another, this one too. */
  static PodSeries play(
      int from, int to, IntPredicate answered, IntFunction<Phase> phase, IntFunction<String> page) {
    var series = new PodSeries(new Budget(10_000, 10_000));
    try {
      for (int i = from; i <= to; i++) {
        if (answered.test(i)) {
          series.begin();
          Exposition.read(
              new ByteArrayInputStream(page.apply(i).getBytes(StandardCharsets.UTF_8)), series);
          series.commit(at(i), phase.apply(i));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return series;
  }

  static PodSeries play(int to, IntFunction<String> page) {
    return play(0, to, _ -> true, _ -> Phase.Load, page);
  }

  static PodFactsBuilder pod(String name) {
    return unmade(name).containerID("containerd://" + name);
  }

  /** A pod whose container was not made yet. */
  static PodFactsBuilder unmade(String name) {
    return PodFactsBuilder.builder()
        .name(name)
        .uid("uid-" + name)
        .container("app")
        .workload("cable")
        .node("n1")
        .ip("10.0.0.1")
        .running(true)
        .terminating(false)
        .wasReady(true)
        .startedAt(START)
        .restarts(0)
        .otherPorts(Set.of());
  }

  static Watched watched(PodFacts pod, PodSeries series) {
    return new Watched(pod, series, new ScrapeTally(true, 0, null));
  }

  /** What goes on by itself in a server that stands, and what is the same in every one. */
  static String surroundings(int i) {
    return """
    go_goroutines %d
    go_memstats_alloc_bytes %d
    process_cpu_seconds_total %s
    promhttp_metric_handler_requests_total{code="200"} %d
    http_requests_total{path="/metrics"} %d
    queue_size 0
    queue_capacity 100
    """
        .formatted(700 + i % 5, 1_000_000 + 4711 * i, i * 0.01, i, i);
  }
}
