package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, rendered by Helm itself. */
class ChartTest {

  private static final Path CHART = Repository.root().resolve("charts/stuckpod");
  private static final Path GOLDEN = Path.of("src/test/resources/dev/stuckpod/operator/chart");

  /** A certificate that Helm makes is another each time. */
  private static final Pattern MADE =
      Pattern.compile("(tls\\.crt|tls\\.key|ca\\.crt|caBundle): \\S{99,}");

  private static final String URL = "http://prometheus.monitoring:9090";

  @Test
  void strictLintFindsNothing() {
    LintResult result = new Helm(CHART).lint().strict().call();
    assertThat(result.isFailed()).as(() -> String.join("\n", result.getMessages())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "prometheus.unknown",
        "prometheus.auth.unknown",
        "prometheus.auth.bearerTokenSecret.unknown",
        "prometheus.scopedBy.unknown",
        "prometheus.tls.unknown",
        "prometheus.labels.unknown",
        "image.unknown",
        "image.operator.unknown",
        "image.sidecar.unknown",
        "injection.unknown",
        "injection.apiServer.unknown",
        "injection.webhook.unknown",
        "injection.certificate.unknown",
        "injection.certificate.certManager.unknown",
        "injection.certificate.certManager.issuer.unknown",
        "injection.resources.unknown",
        "injection.resources.limits.unknown",
        "injection.guaranteed.unknown",
        "resources.requests.unknown",
        "serviceAccount.unknown",
        "storage.unknown",
        "selfScrape.unknown",
        "rbac.unknown",
        "alerts.unknown",
        "alertReceiver.unknown",
        "alertReceiver.bearerTokenSecret.unknown",
        "alertReceiver.labels.unknown",
        "dashboard.unknown",
        "metrics.unknown",
        "metrics.serviceMonitor.unknown",
        "networkPolicy.unknown",
        "networkPolicy.egress.unknown"
      })
  void refusesUnknownValue(String value) {
    assertThatThrownBy(() -> template().set(value, "1").call()).hasMessageContaining("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus.url, prometheus:9090",
    "prometheus.url, http://me:secret@prometheus:9090",
    "prometheus.flavour, Graphite",
    "prometheus.timeout, 10",
    "prometheus.ownQueries, All",
    "prometheus.auth.plainHttp, perhaps",
    "image.pullPolicy, Sometimes",
    "image.operator.digest, v9",
    "image.sidecar.digest, sha256:12",
    "injection.port, 80",
    "injection.webhook.port, 443",
    "networkPolicy.appNamespaces, one",
    "injection.rootApps, maybe",
    "injection.beforeTheKill, maybe",
    "injection.apiServer.clientCA, yes",
    "injection.spoolLimit, much",
    "injection.certificate.secret, MINE",
    "injection.certificate.caBundle, yes",
    "metricsSecrets, one",
    "metricsServiceAccounts, one",
    "selfScrape.interval, often",
    "alerts.enabled, perhaps",
    "alerts.runbooks, docs/alerts.md",
    "alertReceiver.port, 80",
    "alertReceiver.clientCA, yes",
    "alertReceiver.labels.pod, po-d",
    "onDemand.keep, 0",
    "captures.perHour.cluster, 0",
    "storage.perNamespace, 0",
    "storage.perCluster, much",
    "onDemand.ttl, week",
    "replicas, many",
  })
  void refusesWrongValue(String value, String wrong) {
    assertThatThrownBy(() -> template().set(value, wrong).call())
        .hasMessageContaining(value.replace('.', '/'));
  }

  @Test
  void refusesReplicasThatDoNotElectALeader() {
    assertThatThrownBy(() -> template().set("replicas", 2).set("leaderElection", false).call())
        .hasMessageContaining("leaderElection");
  }

  @Test
  void refusesANameOfTheApiServerThatNobodyVouchesFor() {
    assertThatThrownBy(
            () -> template().set("injection.apiServer.commonNames[0]", "apiserver").call())
        .hasMessageContaining("injection.apiServer.clientCA");
  }

  @ParameterizedTest
  @CsvSource({
    "secret, webhook, injection.certificate.caBundle",
    "caBundle, -----BEGIN CERTIFICATE-----, injection.certificate.secret",
  })
  void refusesHalfACertificate(String value, String given, String missing) {
    assertThatThrownBy(() -> template().set("injection.certificate." + value, given).call())
        .hasMessageContaining(missing);
  }

  @Test
  void refusesTwoCertificates() {
    assertThatThrownBy(
            () ->
                template()
                    .set("injection.certificate.secret", "webhook")
                    .set("injection.certificate.certManager.enabled", true)
                    .call())
        .hasMessageContaining("not both");
  }

  @ParameterizedTest
  @CsvSource({
    "plainHttp, true, alertReceiver needs bearerTokenSecret or clientCA",
    "bearerTokenSecret.name, token, alertReceiver needs tlsSecret",
    "clientCA, -----BEGIN CERTIFICATE-----, alertReceiver.clientCA needs alertReceiver.tlsSecret",
    "port, 8081, alertReceiver.port",
  })
  void refusesToTakeAlertsFromAnyone(String value, String given, String message) {
    HelmTemplate template =
        template().set("alertReceiver.enabled", true).set("alertReceiver." + value, given);
    if (value.startsWith("bearer") || value.equals("port")) {
      template =
          template
              .set("alertReceiver.bearerTokenSecret.name", "token")
              .set("alertReceiver.bearerTokenSecret.key", "token");
    }
    if (value.equals("port")) {
      template = template.set("alertReceiver.plainHttp", true);
    }
    HelmTemplate refused = template;

    assertThatThrownBy(refused::call).hasMessageContaining(message);
  }

  @Test
  void takesNoAlertsUnlessItIsToldTo() {
    assertThat(template().call()).doesNotContain("ALERTS_", "-alerts\n");
  }

  @Test
  void certificateFromHelmIsTrustedAndForWhatTheApiServerAsksFor() throws Exception {
    String rendered = template().call();
    Map<String, String> secret = objects(rendered, Secret.class).getFirst().getData();
    X509Certificate own = x509(secret.get("tls.crt"));
    own.verify(x509(secret.get("ca.crt")).getPublicKey());
    assertThat(own.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("stuckpod-webhook.stuckpod.svc");
    own.checkValidity(Date.from(Instant.now().plus(Duration.ofDays(3640))));
    assertThat(objects(rendered, MutatingWebhookConfiguration.class).getFirst().getWebhooks())
        .allSatisfy(
            webhook ->
                assertThat(webhook.getClientConfig().getCaBundle())
                    .isEqualTo(secret.get("ca.crt")));
  }

  @Test
  void certManagerMakesTheCertificateAndTellsTheApiServer() throws IOException {
    sameAsGolden(
        "cert-manager.yaml",
        Stream.of(
                template()
                    .set("injection.certificate.certManager.enabled", true)
                    .call()
                    .split("(?m)^---$"))
            .filter(text -> text.contains("cert-manager.io/") || text.contains("kind: Secret"))
            .collect(Collectors.joining("---")));
  }

  @Test
  void defaultsRenderAsKnown() throws IOException {
    String rendered = template().set("prometheus.url", URL).call();
    sameAsGolden("default.yaml", MADE.matcher(rendered).replaceAll("$1: MADE"));
  }

  @Test
  void everyValueRendersAsKnown() throws IOException {
    sameAsGolden(
        "everything.yaml",
        template().withValuesFile(GOLDEN.resolve("everything-values.yaml")).call());
  }

  @Test
  void aDigestStandsForTheTag() throws IOException {
    String operator = "sha256:" + "0f".repeat(32);
    String sidecar = "sha256:" + "1e".repeat(32);
    String rendered =
        template()
            .set("image.tag", "v9")
            .set("image.operator.digest", operator)
            .set("image.sidecar.digest", sidecar)
            .call();

    assertThat(rendered).contains("image: localhost/stuckpod/operator@" + operator + "\n");
    assertThat(environment(rendered))
        .containsEntry("SIDECAR_IMAGE", "localhost/stuckpod/sidecar@" + sidecar);
  }

  @Test
  void withoutUrlThereIsNoMetricsSource() {
    assertThat(template().call()).doesNotContain("kind: MetricsSource");
  }

  @Test
  void howOftenTheOperatorScrapesIsSaidWhereThereIsNoUrl() {
    assertThat(template().set("selfScrape.interval", "30s").call())
        .contains("kind: MetricsSource", "scrape:\n    interval: 30s\n");
    assertThat(template().set("selfScrape.interval", "30s").set("prometheus.url", URL).call())
        .containsOnlyOnce("kind: MetricsSource")
        .doesNotContain("scrape:\n");
  }

  @Test
  void operatorUnderstandsWhatTheDeploymentTellsIt() throws IOException {
    Settings settings = Settings.fromEnvironment(environment(template().call()));
    assertThat(settings.leaderElection()).isTrue();
    assertThat(settings.watchNamespaces()).isEmpty();
    assertThat(settings.spool()).isEqualTo(Path.of("/spool"));
    assertThat(settings.injection().orElseThrow().sidecar().image())
        .isEqualTo("localhost/stuckpod/sidecar:" + Repository.version());
    assertThat(settings.injection().orElseThrow().certificate()).isEqualTo(Path.of("/certificate"));

    Settings everything =
        Settings.fromEnvironment(
            environment(
                template().withValuesFile(GOLDEN.resolve("everything-values.yaml")).call()));
    assertThat(everything.watchNamespaces()).containsExactlyInAnyOrder("shop", "till");
    assertThat(everything.injection().orElseThrow().sidecar().rootApps()).isTrue();
    assertThat(everything.injection().orElseThrow().sidecar().beforeTheKill()).isTrue();
    assertThat(everything.injection().orElseThrow().asking().authority())
        .startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(everything.injection().orElseThrow().asking().names())
        .containsExactlyInAnyOrder("apiserver", "second");

    String off = template().set("injection.enabled", false).call();
    assertThat(off).doesNotContain("MutatingWebhookConfiguration");
    assertThat(Settings.fromEnvironment(environment(off)).injection()).isEmpty();
  }

  @Test
  void hasNoRightToSecretsElsewhereNorToRunAnythingInPods() throws IOException {
    for (HelmTemplate command :
        List.of(template(), template().withValuesFile(GOLDEN.resolve("everything-values.yaml")))) {
      String rendered = command.call();
      assertThat(rules(rendered))
          .isNotEmpty()
          .allSatisfy(
              rule ->
                  assertThat(rule.getResources())
                      .doesNotContain("secrets", "pods/exec", "pods/ephemeralcontainers", "*"))
          .allSatisfy(rule -> assertThat(rule.getVerbs()).doesNotContain("*"));
      assertThat(own(rendered).getRules())
          .filteredOn(rule -> !rule.getVerbs().equals(List.of("create")))
          .allSatisfy(rule -> assertThat(rule.getResourceNames()).isNotEmpty());
    }
  }

  @Test
  void mayReadTheSecretsOfMetricsSourcesThatAreNamed() throws IOException {
    String rendered =
        template()
            .set("prometheus.url", URL)
            .set("prometheus.auth.bearerTokenSecret.name", "token")
            .set("prometheus.auth.bearerTokenSecret.key", "token")
            .set("metricsSecrets", "{thanos,token}")
            .call();
    assertThat(own(rendered).getRules())
        .filteredOn(rule -> rule.getResourceNames().contains("token"))
        .singleElement()
        .returns(List.of("thanos", "token"), PolicyRule::getResourceNames)
        .returns(List.of("get"), PolicyRule::getVerbs);
  }

  @Test
  void mayAskForTokensOfTheAccountsThatAreNamedAndOfNoOther() throws IOException {
    assertThat(
            own(template().set("metricsServiceAccounts", "{thanos,prometheus}").call()).getRules())
        .filteredOn(rule -> rule.getResources().contains("serviceaccounts/token"))
        .singleElement()
        .returns(List.of("prometheus", "thanos"), PolicyRule::getResourceNames)
        .returns(List.of("create"), PolicyRule::getVerbs);
    assertThat(own(template().call()).getRules())
        .noneMatch(rule -> rule.getResources().contains("serviceaccounts/token"));
  }

  /** Whoever has a source of metrics would have the operator's rights. */
  @Test
  void refusesToSendTheOperatorsOwnToken() {
    HelmTemplate refused = template().set("metricsServiceAccounts", "{thanos,stuckpod}");

    assertThatThrownBy(refused::call).hasMessageContaining("the operator's own account");
  }

  /** So that what holds for one holds for the other. */
  @Test
  void hasTheSameRightsInWatchedNamespacesAsItHasInAll() throws IOException {
    String watched = template().set("watchNamespaces", "{shop}").call();
    assertThat(Stream.concat(rules(watched).stream(), role(watched, "stuckpod-watched").stream()))
        .containsExactlyInAnyOrderElementsOf(rules(template().call()));
  }

  private static List<PolicyRule> rules(String rendered) throws IOException {
    return objects(rendered, ClusterRole.class).stream()
        .filter(role -> !role.getMetadata().getName().matches(".*-(view|edit)"))
        .flatMap(role -> role.getRules().stream())
        .toList();
  }

  private static Role own(String rendered) throws IOException {
    return objects(rendered, Role.class).stream()
        .filter(role -> role.getMetadata().getName().equals("stuckpod"))
        .findFirst()
        .orElseThrow();
  }

  private static List<PolicyRule> role(String rendered, String name) throws IOException {
    return objects(rendered, Role.class).stream()
        .filter(role -> role.getMetadata().getName().equals(name))
        .flatMap(role -> role.getRules().stream())
        .toList();
  }

  private static X509Certificate x509(@Nullable String base64) throws CertificateException {
    byte[] pem = Base64.getDecoder().decode(Objects.requireNonNull(base64));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private static HelmTemplate template() {
    return new HelmTemplate(CHART);
  }

  /** Golden files outlive releases: the version stands in them as VERSION. */
  private static void sameAsGolden(String name, String manifests) throws IOException {
    String rendered = manifests.replace(Repository.version(), "VERSION");
    Path actual = Files.createDirectories(Path.of("target/chart")).resolve(name);
    Files.writeString(actual, rendered);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(GOLDEN.resolve(name), rendered);
    }
    assertThat(rendered)
        .as(
            "if the change is meant: -Dgolden=write, or cp operator/%s operator/%s",
            actual, GOLDEN.resolve(name))
        .isEqualTo(Files.readString(GOLDEN.resolve(name)));
  }

  private static Map<String, String> environment(String manifests) throws IOException {
    Container container =
        objects(manifests, Deployment.class)
            .getFirst()
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .getFirst();
    var environment = new HashMap<String, String>();
    for (EnvVar variable : container.getEnv()) {
      environment.put(
          variable.getName(),
          variable.getValueFrom() == null
              ? String.valueOf(variable.getValue())
              : "operator-namespace");
    }
    return environment;
  }

  static <T extends HasMetadata> List<T> objects(String manifests, Class<T> type)
      throws IOException {
    try (KubernetesClient client =
            new KubernetesClientBuilder().withConfig(Config.empty()).build();
        var yaml = new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8))) {
      return client.load(yaml).items().stream().filter(type::isInstance).map(type::cast).toList();
    }
  }
}
