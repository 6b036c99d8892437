package dev.stuckpod.operator.prometheus;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.Flavour;
import java.io.IOException;

/** A server that knows a past and answers PromQL about it. */
public interface PastServer extends AutoCloseable {

  /** The flavour whose server is asked: {@code -Dsource=Thanos}; e2e/sources/run asks each. */
  Flavour TRIED = Flavour.valueOf(System.getProperty("source", Flavour.Prometheus.name()));

  /** Starts the one that is tried. */
  static PastServer knowing(Past past) throws IOException, InterruptedException {
    return switch (TRIED) {
      case Prometheus -> Prometheus.knowing(past);
      case Thanos -> new Thanos(past);
      case VictoriaMetrics -> new VictoriaMetrics(past);
      case Mimir -> throw new IllegalArgumentException("no Mimir can be built here");
    };
  }

  /** Base URL of its HTTP API. */
  String url();

  @Override
  void close() throws IOException;
}
