package dev.stuckpod.operator.loadtest.series;

import java.util.List;

/**
 * Whose doing it is that a series moves. What a runtime measures when it is scraped goes on in a
 * server that stands, and rests in one that idles: it says nothing of either.
 */
public enum Origin {
  /** The app's own. */
  App,
  /** The runtime's, the process', or that of scrapes and probes themselves. */
  Surroundings;

  /** Beginnings of names that client libraries give what they measure by themselves. */
  private static final List<String> NAMES =
      List.of(
          "go_",
          "process_",
          "promhttp_",
          "net_conntrack_",
          "python_",
          "jvm_",
          "system_cpu_",
          "system_load_",
          "disk_free_",
          "disk_total_",
          "logback_",
          "log4j2_",
          "tomcat_threads_",
          "application_",
          "nodejs_",
          "dotnet_",
          "kestrel_",
          "ruby_",
          "puma_",
          "php_",
          "erlang_vm_",
          "beam_",
          "tokio_",
          "otel_sdk_",
          "scrape_",
          "target_info");

  /** Beginnings of label values: paths that are asked by whoever watches. */
  private static final List<String> PATHS =
      List.of(
          "\"/metrics",
          "\"/prometheus",
          "\"/actuator",
          "\"/health",
          "\"/livez",
          "\"/readyz",
          "\"/ready",
          "\"/live",
          "\"/debug/pprof");

  /**
   * Tells it by name and labels.
   *
   * @param text as it is written on a page: name, and labels in braces
   */
  public static Origin of(String text) {
    boolean surroundings =
        NAMES.stream().anyMatch(text::startsWith) || PATHS.stream().anyMatch(text::contains);
    return surroundings ? Surroundings : App;
  }
}
