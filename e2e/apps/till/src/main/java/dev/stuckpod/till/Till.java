package dev.stuckpod.till;

import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;

/**
 * A till with the classic mistake: a sale holds the drawer's lock and wants the journal's monitor,
 * a refund holds the journal's monitor and wants the drawer's lock. It runs well until both happen
 * at once.
 *
 * <p>TILL_PORT (8080) is where customers come, TILL_MANAGEMENT_PORT (9090) serves /metrics and
 * /health; 0 takes a free port.
 */
public final class Till {

  private final Counter counter;
  private final Management management;
  private final Statistics statistics;

  Till(int port, int managementPort) throws IOException {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmThreadMetrics().bindTo(meters);
    new JvmThreadDeadlockMetrics().bindTo(meters);
    var drawer = new Drawer();
    var journal = new Journal();
    counter = new Counter(port, drawer, journal, meters);
    management = new Management(managementPort, meters);
    statistics = new Statistics(drawer, journal, meters);
  }

  /** Starts both servers; they run until the process is told to stop. */
  public static void main(String[] args) throws IOException {
    var till = new Till(port("TILL_PORT", 8080), port("TILL_MANAGEMENT_PORT", 9090));
    till.start();
    System.getLogger("till")
        .log(
            System.Logger.Level.INFO,
            "open for customers on port " + till.port() + ", metrics on " + till.managementPort());
  }

  void start() {
    statistics.start();
    management.start();
    counter.start();
  }

  int port() {
    return counter.port();
  }

  int managementPort() {
    return management.port();
  }

  private static int port(String name, int otherwise) {
    String text = System.getenv(name);
    return text == null ? otherwise : Integer.parseInt(text);
  }
}
