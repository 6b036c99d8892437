package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.PlainPod;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.door.FreePort;
import dev.stuckpod.operator.inject.WebhookSecret;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever reaches the webhook's port, without credentials: the operator is a process of its own,
 * with the flags of its image, beside a real API server. One process takes all of it, one after the
 * other.
 */
@WithApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileReviewIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What the webhook took before anything was bounded. */
  private static final int LARGE = 7_500_000;

  private static final String VICTIM = "hostile-victim";

  private final KubernetesClient client;
  private final ApiServer server;
  private final OkHttpClient stranger = trusting();
  private Path root = Path.of("");
  private Path folder = root;
  private @Nullable Process operator;
  private int port;

  HostileReviewIT(ApiServer server, KubernetesClient client) {
    this.client = client;
    this.server = server;
  }

  @BeforeAll
  void keepIn(@TempDir Path all) {
    root = all;
  }

  @BeforeEach
  void start() throws IOException {
    if (operator != null && operator.isAlive()) {
      return;
    }
    folder = Files.createTempDirectory(root, "operator");
    for (String name : List.of("hostile-own", VICTIM)) {
      Namespaces.apply(client, name, Namespaces.INJECTED);
    }
    port = FreePort.find();
    var secret = new WebhookSecret(folder.resolve("certificate"));
    register(secret);
    operator = process(secret.folder());
    assertAnswers("the start");
  }

  @AfterAll
  void end() {
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName("hostile")
        .delete();
    if (operator != null) {
      operator.destroyForcibly().onExit().join();
    }
  }

  static Stream<Map.Entry<String, String>> large() {
    return Stream.of(
        Map.entry("a list of objects", list("{}", LARGE)),
        Map.entry("different names", names()),
        Map.entry("deep", "[".repeat(LARGE)),
        Map.entry("deep objects", "{\"a\":".repeat(LARGE / 5)),
        Map.entry("one text", '"' + "x".repeat(LARGE) + '"'),
        Map.entry("one number", "1".repeat(LARGE)),
        Map.entry("different names in a pod", review("shop", "", names())),
        Map.entry("containers", review("shop", "", "{\"containers\":" + list("{}", LARGE) + "}")),
        Map.entry(
            "containers again and again",
            review("shop", "", "{" + "\"containers\":[{}],".repeat(LARGE / 20) + "\"x\":1}")),
        Map.entry(
            "ports",
            review("shop", "", "{\"containers\":[{\"ports\":" + list("{}", LARGE / 2) + "}]}")),
        Map.entry(
            "volumes",
            review("shop", "", "{\"volumes\":" + list("{\"name\":\"stuckpod\"}", LARGE) + "}")),
        Map.entry("labels", review("shop", "\"labels\":" + names() + ",", "{}")),
        Map.entry("owners", review("shop", "\"ownerReferences\":" + list("{}", LARGE) + ",", "{}")),
        Map.entry(
            "terms",
            review(
                "shop",
                "",
                "{\"affinity\":{\"podAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":"
                    + list("{}", LARGE)
                    + "}}}")),
        Map.entry(
            "amounts",
            review(
                VICTIM,
                "",
                "{\"containers\":[{\"name\":\"a\",\"resources\":{\"limits\":{\"cpu\":\"1e999999999\"}}}]}")));
  }

  /** A few at once, as a stranger would. */
  @ParameterizedTest
  @MethodSource("large")
  void largeReviewEndsNobody(Map.Entry<String, String> body) throws Exception {
    post(body.getValue(), 12);

    assertAnswers(body.getKey());
  }

  @Test
  void namespaceThatCannotBeOneIsNotAskedFor() throws Exception {
    double before = requests("resource=\"pods\"", "verb=\"LIST\"", "scope=\"cluster\"");
    post(review("a/../../pods?x=", "", "{\"containers\":[{\"name\":\"a\"}]}"), 12);
    post(review(VICTIM + "/../../pods?x=", "", "{\"containers\":[{\"name\":\"a\"}]}"), 12);

    assertThat(requests("resource=\"pods\"", "verb=\"LIST\"", "scope=\"cluster\""))
        .isEqualTo(before);
    assertAnswers("namespace");
  }

  @Test
  void oneReviewOfManyContainersIsAFewRequests() throws Exception {
    String containers =
        IntStream.range(0, 4000)
            .mapToObj("{\"name\":\"c%d\",\"image\":\"i\"}"::formatted)
            .collect(Collectors.joining(",", "{\"containers\":[", "]}"));
    double before = requests("resource=\"configmaps\"", "verb=\"GET\"");
    post(review(VICTIM, "\"labels\":{\"stuckpod.dev/inject\":\"true\"},", containers), 5);

    assertThat(requests("resource=\"configmaps\"", "verb=\"GET\"") - before).isLessThan(30);
    assertAnswers("containers");
  }

  @Test
  void forgedReviewsWriteNoEvents() throws Exception {
    for (int i = 0; i < 50; i++) {
      String spec = "{\"hostNetwork\":true,\"containers\":[{\"name\":\"c%d\"}]}".formatted(i);
      post(review(VICTIM, "\"name\":\"pay-now-%d\",".formatted(i), spec), 2);
    }
    assertAnswers("events");

    assertThat(client.events().v1().events().inNamespace(VICTIM).list().getItems()).isEmpty();
  }

  private void assertAnswers(String after) {
    Process running = Objects.requireNonNull(operator);
    await()
        .atMost(PATIENCE)
        .failFast(
            "the operator ended", () -> assertThat(running.isAlive()).as(said(after)).isTrue())
        .untilAsserted(
            () -> assertThat(SidecarContainer.of(created())).as(said(after)).isPresent());
  }

  private String said(String after) throws IOException {
    return "after %s: %s".formatted(after, Files.readString(folder.resolve("log")));
  }

  /** A pod as the API server lets it be created. */
  private Pod created() {
    return client
        .pods()
        .inNamespace(VICTIM)
        .resource(PlainPod.of(VICTIM, "real"))
        .dryRun()
        .create();
  }

  /** Whatever the answer is, if there is one. */
  private void post(String body, int times) throws InterruptedException {
    var request =
        new Request.Builder()
            .url("https://localhost:" + port + "/inject")
            .post(RequestBody.create(body, MediaType.get("application/json")))
            .build();
    Callable<Integer> one =
        () -> {
          try (Response response = stranger.newCall(request).execute()) {
            return response.code();
          } catch (IOException broken) {
            return 0;
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(IntStream.range(0, times).mapToObj(_ -> one).toList());
    }
  }

  private double requests(String... labels) {
    return client
        .raw("/metrics")
        .lines()
        .filter(line -> line.startsWith("apiserver_request_total{"))
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String review(String namespace, String metadata, String spec) {
    return """
    {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1",\
    "kind":{"group":"","version":"v1","kind":"Pod"},"operation":"CREATE","namespace":"%s",\
    "object":{"metadata":{%s"generateName":"a"},"spec":%s},"dryRun":false}}\
    """
        .formatted(namespace, metadata, spec);
  }

  private static String list(String element, int bytes) {
    return "[" + (element + ",").repeat(bytes / (element.length() + 1)) + element + "]";
  }

  private static String names() {
    return IntStream.range(0, LARGE / 11)
        .mapToObj("\"%x\":\"\""::formatted)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private Process process(Path certificate) throws IOException {
    var builder = OperatorProcess.logging(folder.resolve("log"), "@jvm.flags");
    builder.environment().put("KUBECONFIG", server.kubeconfig(folder.resolve("config")).toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "POD_NAMESPACE",
                "hostile-own",
                "POD_NAME",
                "operator",
                "SPOOL",
                folder.resolve("spool").toString(),
                "METRICS_PORT",
                Integer.toString(FreePort.find()),
                "HEALTH_PORT",
                Integer.toString(FreePort.find()),
                "WEBHOOK_PORT",
                Integer.toString(port),
                "WEBHOOK_CERTIFICATE",
                certificate.toString()));
    builder
        .environment()
        .putAll(
            Map.of(
                "SIDECAR_IMAGE", "sidecar",
                "SIDECAR_RESOURCES", "{\"limits\":{\"memory\":\"128Mi\"}}",
                "SIDECAR_GUARANTEED", "{\"limits\":{\"cpu\":\"100m\",\"memory\":\"128Mi\"}}"));
    return builder.start();
  }

  private void register(WebhookSecret secret) {
    client
        .resource(
            secret
                .configuration("hostile", port, "Ignore")
                .editFirstWebhook()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", VICTIM)
                .endNamespaceSelector()
                .endWebhook()
                .build())
        .serverSideApply();
  }

  private static OkHttpClient trusting() {
    var all =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {all}, new SecureRandom());
      return new OkHttpClient.Builder()
          .sslSocketFactory(context.getSocketFactory(), all)
          .hostnameVerifier((_, _) -> true)
          .retryOnConnectionFailure(false)
          .build();
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has TLS", impossible);
    }
  }
}
