package dev.stuckpod.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.rules.Rule;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A played API server, with a service behind its proxy. */
class RouteTest {

  private static final String PROXY =
      "/api/v1/namespaces/monitoring/services/prometheus:9090/proxy/prom/api/v1/query";

  private final List<String> asked = new ArrayList<>();
  private String spec = "{\"url\":\"http://prometheus.monitoring.svc:9090/prom/\"}";
  private int specCode = 200;
  private int code = 200;
  private final HttpServer server;
  private final KubernetesClient client;

  RouteTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withOauthToken("mine")
                    .withNamespace("shop")
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .withHttpClientFactory(new OkHttpClientFactory())
            .build();
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void aServiceIsAskedThroughTheProxyAsThePersonWhoAsks() throws CommandException {
    Route route = Route.inCluster(client, "default");
    Answer answer =
        route
            .source()
            .ask(
                new Rule.OwnQuery(
                    "own", "jobs{namespace=\"shop\"} > 1", "jobs{namespace=\"shop\"}"),
                "shop",
                List.of(new AskedPod("hub", "app", Instant.EPOCH)),
                Instant.parse("2026-01-15T12:00:00Z"));

    assertThat(answer).isInstanceOf(Answer.Given.class);
    assertThat(route.where()).isEqualTo("service prometheus of namespace monitoring");
    assertThat(route.sent()).hasValue(2);
    assertThat(asked)
        .hasSize(2)
        .allMatch(line -> line.startsWith("POST " + PROXY + " Bearer mine "))
        .last()
        .asString()
        .contains("namespace = \"shop\"")
        .contains("time=2026-01-15T12:00:00Z");
  }

  @Test
  void whoMayNotUseTheProxyIsToldTheOtherWay() {
    code = 403;

    assertThatThrownBy(() -> Route.inCluster(client, "default"))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "The service prometheus of namespace monitoring cannot be asked through the API server:"
                + " you may not create services/proxy there; give --source URL, such as that of"
                + " kubectl -n monitoring port-forward svc/prometheus 9090");
  }

  @Test
  void aServiceThatIsNotThereIsToldAsThat() {
    code = 503;

    assertThatThrownBy(() -> Route.inCluster(client, "default"))
        .hasMessageContaining("cannot be asked through the API server")
        .hasMessageContaining("--source URL");
  }

  @Test
  void whatIsNoServiceIsNotAsked() {
    spec = "{\"url\":\"https://metrics.example.com/prom\"}";
    assertThatThrownBy(() -> Route.inCluster(client, "default"))
        .hasMessageContaining("which is no service of this cluster: give --source URL");

    spec =
        "{\"url\":\"https://prometheus.monitoring.svc:9090\","
            + "\"auth\":{\"bearerTokenSecret\":{\"name\":\"t\",\"key\":\"t\"}}}";
    assertThatThrownBy(() -> Route.inCluster(client, "default"))
        .hasMessageContaining(
            "wants credentials, which the API server's proxy passes on to nobody");

    assertThat(asked).isEmpty();
  }

  @Test
  void whereNothingIsRecordedThatIsSaid() {
    spec = "{\"scrape\":{\"interval\":\"15s\"}}";
    assertThatThrownBy(() -> Route.inCluster(client, "default"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(
            "MetricsSource default names no url, so the operator scrapes the pods itself, and"
                + " nothing of the past is recorded: give --source URL");

    specCode = 404;
    assertThatThrownBy(() -> Route.inCluster(client, "other"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("There is no MetricsSource other, so the operator scrapes");
  }

  @Test
  void whoMayNotSeeWhereMetricsAreIsToldThat() {
    specCode = 403;
    assertThatThrownBy(() -> Route.inCluster(client, "default"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("You may not read MetricsSource default");
  }

  @Test
  void aTokenIsNotSentWhereEveryoneCanReadIt(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "secret");

    assertThatThrownBy(() -> Route.to(client, "http://10.0.0.1:9", "default", token))
        .hasMessageContaining("Nothing was sent to http://10.0.0.1:9/");
    assertThatThrownBy(() -> Route.to(client, "localhost:9090", "default", null))
        .hasMessage("--source 'localhost:9090' is no URL: write http://localhost:9090");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = "";
      int status = 200;
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/apis/stuckpod.dev/v1alpha1/metricssources/")) {
        status = specCode;
        body =
            status != 200
                ? "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":%d}".formatted(status)
                : """
                {"apiVersion":"stuckpod.dev/v1alpha1","kind":"MetricsSource","metadata":{"name":"default"},
                 "spec":%s}
                """
                    .formatted(spec);
      } else {
        String form =
            URLDecoder.decode(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                StandardCharsets.UTF_8);
        asked.add(
            "%s %s %s %s"
                .formatted(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    form));
        status = code;
        body =
            code == 200
                ? "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"
                : "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"no\"}";
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
