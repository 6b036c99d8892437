package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.operator.prometheus.Prometheus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart's dashboard: each of its queries, asked of a Prometheus that scrapes an operator. */
class DashboardIT {

  private static final Path CHART = Repository.root().resolve("charts/stuckpod");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void eachQueryFindsData() throws Exception {
    List<String> queries = queries();
    assertThat(queries).hasSizeGreaterThan(15);
    HttpServer operator = operator();
    try (HttpClient client = HttpClient.newHttpClient();
        Prometheus prometheus =
            Prometheus.scraping(
                List.of(
                    "- {job_name: stuckpod, static_configs: [{targets: ['127.0.0.1:%d']}]}"
                        .formatted(operator.getAddress().getPort())))) {
      for (String query : queries) {
        await(query)
            .atMost(Duration.ofSeconds(40))
            .untilAsserted(() -> assertThat(values(client, prometheus, query)).isNotEmpty());
        assertThat(values(client, prometheus, query)).as(query).doesNotContain("NaN", "+Inf");
      }
    } finally {
      operator.stop(0);
    }
  }

  @Test
  void askForNothingThatTheOperatorDoesNotCount() throws IOException {
    String sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      sources =
          String.join(
              "\n",
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .map(DashboardIT::text)
                  .toList());
    }
    String asked = String.join(" ", queries()) + text(CHART.resolve("templates/alerts.yaml"));

    assertThat(Pattern.compile("\\bstuckpod_[a-z_]+").matcher(asked).results())
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(sources)
                    .contains(
                        "\""
                            + name.group().replaceFirst("(_total|(_seconds)?_(count|sum|max))$", "")
                            + "\""));
  }

  @Test
  void theChartHasItOnlyWhereItIsAskedFor() throws IOException {
    assertThat(new HelmTemplate(CHART).call()).doesNotContain("grafana_dashboard");
    ConfigMap map =
        Stream.of(
                new HelmTemplate(CHART)
                    .set("dashboard.enabled", true)
                    .call()
                    .split("(?m)^---$", -1))
            .filter(text -> text.contains("grafana_dashboard"))
            .map(text -> Serialization.unmarshal(text, ConfigMap.class))
            .findFirst()
            .orElseThrow();

    assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    assertThat(JSON.readTree(map.getData().get("stuckpod.json")))
        .isEqualTo(JSON.readTree(text(CHART.resolve("dashboards/stuckpod.json"))));
  }

  private static List<String> queries() throws IOException {
    JsonNode dashboard = JSON.readTree(text(CHART.resolve("dashboards/stuckpod.json")));
    return dashboard.findValuesAsText("expr").stream()
        .map(query -> query.replace("$__rate_interval", "20s"))
        .toList();
  }

  private static List<String> values(HttpClient client, Prometheus prometheus, String query)
      throws IOException, InterruptedException {
    URI uri =
        URI.create(
            prometheus.url()
                + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("data").path("result").findValues("value").stream()
        .map(value -> value.path(1).asText())
        .toList();
  }

  /** Counts as an operator does that has much to do. */
  private HttpServer operator() throws IOException {
    new JvmMemoryMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    meters.gauge("stuckpod_leading", 1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    meters.timer("stuckpod_evaluation").record(5, TimeUnit.MILLISECONDS);
    meters.timer("stuckpod_time_to_verdict").record(5, TimeUnit.SECONDS);
    for (String value : List.of("Stuck", "Progressing", "Unknown")) {
      meters.counter("stuckpod_decisions", "value", value, "reason", "Some").increment();
    }
    meters.counter("stuckpod_incidents", "event", "StuckPodDetected").increment();
    meters.counter("stuckpod_load_tests", "event", "LoadTestOpened").increment();
    meters.counter("stuckpod_captures", "method", "ProcMem", "outcome", "DumpTaken").increment();
    meters.counter("stuckpod_verdicts", "verdict", "Deadlock").increment();
    meters.counter("stuckpod_injections", "outcome", "Injected").increment();
    byte[] page = meters.scrape().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, page.length);
    try (exchange) {
      exchange.getResponseBody().write(page);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
