package dev.stuckpod.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.PlainPod;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.rules.Way;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages of metrics become policies that a real API server takes. */
@WithApiServer
class DraftIT {

  private static final String NAMESPACE = "draft";
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final LabelSelector SELECTOR =
      new LabelSelectorBuilder().addToMatchLabels("app", "hub").build();
  private static final Draft DRAFT = new Draft("draft", NAMESPACE, null, SELECTOR);

  private final KubernetesClient client;

  DraftIT(KubernetesClient server) {
    Namespaces.apply(server, NAMESPACE);
    this.client = Namespaces.client(server, NAMESPACE);
  }

  @Test
  void aProfileThatFitsIsTakenWithWhatWasSeen() throws IOException {
    String text =
        DRAFT.of(
            look(
                """
                # TYPE anycable_go_clients_num gauge
                anycable_go_clients_num 5000
                # TYPE anycable_go_server_msg_total counter
                anycable_go_server_msg_total 100
                anycable_go_client_msg_total 7
                # TYPE anycable_go_client_msg_total counter
                # TYPE anycable_go_goroutines_num gauge
                anycable_go_goroutines_num 15000
                """,
                "anycable_go_server_msg_total 100",
                "anycable_go_server_msg_total 160"),
            NOW);

    assertThat(accepted(text).profile()).isEqualTo("anycable");
    assertThat(text)
        .contains("  # Seen: anycable_go_clients_num was 5000; in 10 s it did not change\n")
        .contains("  # Seen: anycable_go_server_msg_total was 160; in 10 s it changed by 60\n");
  }

  @Test
  void ofSeveralProfilesTheRulesThatFitAreTakenAndWhatIsMissingIsSaid() throws IOException {
    String text =
        DRAFT.of(
            look(
                """
                # TYPE jvm_threads_states_threads gauge
                jvm_threads_states_threads{state="blocked"} 2
                jvm_threads_states_threads{state="runnable"} 9
                # TYPE jvm_threads_live_threads gauge
                jvm_threads_live_threads 60
                # TYPE kafka_consumer_fetch_manager_records_lag_max gauge
                kafka_consumer_fetch_manager_records_lag_max{client_id="a"} 3
                # TYPE kafka_consumer_fetch_manager_records_consumed_total counter
                kafka_consumer_fetch_manager_records_consumed_total{client_id="a"} 300
                # TYPE hikaricp_connections_pending gauge
                hikaricp_connections_pending 0
                """),
            NOW);

    assertThat(accepted(text).stuckWhen()).isNotNull();
    assertThat(rules(text))
        .containsExactly("consumes-nothing", "lag-grows", "threads-blocked", "scrape-hangs");
    assertThat(text)
        .contains(
            "# Rule pool-exhausted of profile spring-boot was not taken:"
                + " hikaricp_connections_usage_seconds_count is not exported.");
  }

  @Test
  void aProfileOfTheRuntimeAloneDoesNotHideTheAppsWork() throws IOException {
    String text =
        DRAFT.of(
            look(
                """
                # TYPE jvm_threads_states_threads gauge
                jvm_threads_states_threads{state="blocked"} 2
                # TYPE jvm_threads_live_threads gauge
                jvm_threads_live_threads 60
                # TYPE jvm_threads_deadlocked gauge
                jvm_threads_deadlocked 0
                # TYPE shop_active_orders gauge
                shop_active_orders 30
                # TYPE shop_orders_done_total counter
                shop_orders_done_total 300
                """),
            NOW);

    assertThat(accepted(text).profile()).isNull();
    assertThat(rules(text))
        .containsExactly("threads-blocked", "no-progress", "deadlocked", "scrape-hangs");
    assertThat(text).contains("# What fits of profiles knows the runtime and not the app's work");
  }

  @Test
  void withoutAProfileNamesAreGuessedAndSaidToBe() throws IOException {
    String text =
        DRAFT.of(
            look(
                """
                # TYPE go_goroutines gauge
                go_goroutines 400
                # TYPE process_cpu_seconds_total counter
                process_cpu_seconds_total 12
                # TYPE stream_clients gauge
                stream_clients{zone="a"} 3000
                stream_clients{zone="b"} 2000
                # TYPE stream_messages_sent_total counter
                stream_messages_sent_total 1000
                # TYPE stream_messages_received_total counter
                stream_messages_received_total 900000
                # TYPE outbox_depth gauge
                outbox_depth 4
                # TYPE stream_last_tick_timestamp_seconds gauge
                stream_last_tick_timestamp_seconds 1768478390
                """),
            NOW);

    assertThat(accepted(text).mode()).isEqualTo(StuckPolicySpec.Mode.Shadow);
    assertThat(rules(text))
        .containsExactly(
            "no-progress",
            "queue-grows",
            "silent-2",
            "busy-with-nothing",
            "goroutines-climb",
            "scrape-hangs");
    assertThat(text)
        .contains("No profile fits: what follows is guessed by the names of metrics.")
        .contains("while: [{metric: stream_clients, above: 500}]")
        .contains("counters: [{metric: stream_messages_sent_total}]")
        .contains("# Seen: stream_clients was 5000, sum of 2 series")
        .contains("this one's CPU limit is 2.")
        .contains("busyNoProgress: {ofLimit: 0.9, counters")
        .contains("was 10s ago");
  }

  @Test
  void whatTellsNothingBecomesTheOneRuleThatNeedsNoMetricAndIsSaidToBe() throws IOException {
    String text = DRAFT.of(look("# TYPE go_goroutines gauge\ngo_goroutines 4\n"), NOW);

    accepted(text);
    assertThat(rules(text)).containsExactly("scrape-hangs");
    assertThat(text)
        .contains("No gauge of work that is held was recognised by its name")
        .contains("Nothing was found that a rule could be made of.");
    String nothing = new Draft("draft", NAMESPACE, "app", SELECTOR).ofNothing("None answers.", NOW);
    assertThat(accepted(nothing).container()).isEqualTo("app");
    assertThat(rules(nothing)).containsExactly("scrape-hangs");
  }

  @Test
  void whatAnAppHasNamedStaysInItsLine() throws IOException {
    String text =
        DRAFT.of(
            look(
                """
                open_jobs 3
                jobs_done_total{a="
                mode: Capture"} 4
                # TYPE x
                mode: Capture 1
                """),
            NOW);

    assertThat(accepted(text).mode()).isEqualTo(StuckPolicySpec.Mode.Shadow);
  }

  @Test
  void aPageIsReadThroughTheProxyAndWhoMayNotIsTold() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", DraftIT::answer);
    server.start();
    try (KubernetesClient played =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withNamespace(NAMESPACE)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .withHttpClientFactory(new OkHttpClientFactory())
            .build()) {
      Pod pod = PlainPod.of(NAMESPACE, "hub");
      pod.getMetadata().setAnnotations(Map.of("prometheus.io/port", "9090"));

      var said = new ArrayList<String>();
      var pages = new PodPages(played, said::add);
      var found = pages.find(pod, "app").orElseThrow();

      assertThat(found.page().metrics()).containsOnlyKeys("clients");
      pod.getMetadata().setAnnotations(Map.of("prometheus.io/port", "1"));
      assertThat(pages.find(pod, "app")).isEmpty();
      pod.getMetadata().setAnnotations(Map.of("prometheus.io/port", "2"));
      assertThatThrownBy(() -> pages.find(pod, "app"))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("the right to get pods/proxy in namespace draft");
      pod.getMetadata().setAnnotations(Map.of("prometheus.io/port", "3"));
      assertThat(pages.find(pod, "app")).as("the app itself forbids it").isEmpty();
      assertThat(said)
          .contains("Asking pod hub for metrics, at port 9090, /metrics.")
          .contains("Asking pod hub for metrics, at port 1, /metrics.");
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int code =
          path.equals("/api/v1/namespaces/draft/pods/hub:9090/proxy/metrics")
              ? 200
              : path.matches(".*hub:[23]/.*") ? 403 : 503;
      byte[] page =
          (path.contains("hub:2/")
                  ? "{\"kind\":\"Status\",\"message\":\"pods \\\"hub:2\\\" is forbidden: cannot get"
                      + " resource \\\"pods/proxy\\\"\"}"
                  : "clients 7\n")
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  /** Has the API server and the operator's own parser take it. */
  private StuckPolicySpec accepted(String text) {
    StuckPolicy policy = Serialization.unmarshal(text, StuckPolicy.class);
    StuckPolicy taken = client.resource(policy).dryRun().create();
    assertThat(Criteria.of(taken.getSpec()).ways()).isNotEmpty();
    return taken.getSpec();
  }

  private static Iterable<String> rules(String text) {
    return Criteria.of(Serialization.unmarshal(text, StuckPolicy.class).getSpec()).ways().stream()
        .map(Way::name)
        .toList();
  }

  private static Look look(String page) throws IOException {
    return look(page, "", "");
  }

  private static Look look(String page, String then, String now) throws IOException {
    String later = then.isEmpty() ? page : page.replace(then, now);
    return new Look("what pod hub exports", read(page), read(later), then.isEmpty() ? 0 : 10, 2.0);
  }

  private static Page read(String text) throws IOException {
    return Page.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
