package dev.stuckpod.operator.readings.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.SourceTls;
import dev.stuckpod.crds.v1alpha1.SourceAuth;
import dev.stuckpod.crds.v1alpha1.SourceAuth.AccountRef;
import dev.stuckpod.crds.v1alpha1.SourceAuth.SecretKeyRef;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.scraped.Unscraped;
import dev.stuckpod.operator.rules.Rule;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources as objects of a real API server; what they lead to is a server of the test's own. */
@WithApiServer
class SourcesIT {

  private static final String OWN = "sources-own";
  private static final String EMPTY =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
  private static final String PINNED = "x{namespace=\"shop\"}";
  private static final Rule RULE = new Rule.OwnQuery("own", PINNED, PINNED);
  private static final List<AskedPod> POD = List.of(new AskedPod("hub", "hub", Instant.EPOCH));

  private final KubernetesClient client;
  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

  SourcesIT(KubernetesClient client) {
    this.client = client;
  }

  @BeforeEach
  void start() throws IOException {
    for (String namespace : List.of(OWN, "sources-other")) {
      Namespaces.apply(client, namespace);
      client
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName(namespace + "-token")
                  .withNamespace(namespace)
                  .endMetadata()
                  .addToStringData("token", "from-" + namespace)
                  .build())
          .createOr(existing -> existing.update());
    }
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.enqueue(new MockResponse(200, Headers.of(), EMPTY));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void credentialsComeFromTheOperatorsOwnNamespaceAndTrustFromTheSource() throws Exception {
    source("good", OWN + "-token", new SourceTls(certificate.certificatePem(), null));

    assertThat(ask("good")).isInstanceOf(Answer.Given.class);
    assertThat(server.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Bearer from-" + OWN);
  }

  @Test
  void aSecretOfAnotherNamespaceIsNotRead() {
    source("elsewhere", "sources-other-token", new SourceTls(certificate.certificatePem(), null));

    assertThat(failure("elsewhere")).isEqualTo(Failure.SecretNotFound);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void anUntrustedCertificateIsRefusedUnlessTheSourceSaysNotToLook() {
    source("untrusted", OWN + "-token", null);
    source("unverified", OWN + "-token", new SourceTls(null, true));

    assertThat(failure("untrusted")).isEqualTo(Failure.SourceUnreachable);
    assertThat(ask("unverified")).isInstanceOf(Answer.Given.class);
  }

  @Test
  void anUnknownNameIsSaidAndCanBeMended() {
    var sources = new Sources(client, OWN, Unscraped.with(client), Clock.systemUTC());
    assertThat(sources.named("sources-later").ask(RULE, "shop", POD, null))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> assertThat(missing.failure()).isEqualTo(Failure.SourceNotFound));

    source("later", OWN + "-token", new SourceTls(certificate.certificatePem(), null));

    assertThat(sources.named("sources-later").ask(RULE, "shop", POD, null))
        .isInstanceOf(Answer.Given.class);
  }

  @Test
  void withoutASourceOfThatNameTheOneOfPoliciesThatNameNoneScrapes() {
    var source =
        new Sources(client, OWN, Unscraped.with(client), Clock.systemUTC()).named("default");

    assertThat(source.answers("default"))
        .isEqualTo(
            "The operator scrapes the pods itself every 15s, as there is no MetricsSource"
                + " default.");
    assertThat(source.ask(RULE, "shop", POD, null))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> assertThat(missing.failure()).isEqualTo(Failure.SourceOnlyScrapes));
  }

  @Test
  void credentialsGoOverPlainHttpOnlyWhereTheAdministratorSaysSo() throws Exception {
    try (var plain = new MockWebServer()) {
      plain.enqueue(new MockResponse(200, Headers.of(), EMPTY));
      plain.start();
      String url = plain.url("/").toString();
      var token = new SecretKeyRef(OWN + "-token", "token");
      assertThatThrownBy(
              () -> create("plain", spec(url, new SourceAuth(token, null, null, null, null), null)))
          .hasMessageContaining("auth.plainHttp: true");
      create("said", spec(url, new SourceAuth(token, null, null, null, true), null));

      assertThat(ask("said")).isInstanceOf(Answer.Given.class);
      assertThat(plain.takeRequest().getHeaders().get("Authorization"))
          .isEqualTo("Bearer from-" + OWN);
    }
  }

  /** As Thanos of OpenShift and whoever asks the API server for a review of tokens expect. */
  @Test
  void aTokenOfAServiceAccountIsAskedForAndSent() throws Exception {
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("metrics-reader")
                .withNamespace(OWN)
                .endMetadata()
                .build())
        .createOr(existing -> existing.update());
    var tls = new SourceTls(certificate.certificatePem(), null);
    String url = server.url("/").toString();
    create("account", spec(url, as("metrics-reader"), tls));
    create("nobody", spec(url, as("nobody"), tls));

    assertThat(ask("account")).isInstanceOf(Answer.Given.class);
    String sent = Objects.requireNonNull(server.takeRequest().getHeaders().get("Authorization"));
    TokenReview review =
        client
            .tokenReviews()
            .create(
                new TokenReviewBuilder()
                    .withNewSpec()
                    .withToken(sent.substring("Bearer ".length()))
                    .endSpec()
                    .build());
    assertThat(review.getStatus().getUser().getUsername())
        .isEqualTo("system:serviceaccount:" + OWN + ":metrics-reader");
    assertThat(failure("nobody")).isEqualTo(Failure.AccountNotFound);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private static SourceAuth as(String account) {
    return new SourceAuth(null, new AccountRef(account, null), null, null, null);
  }

  private void source(String name, String secret, @Nullable SourceTls tls) {
    var auth = new SourceAuth(new SecretKeyRef(secret, "token"), null, null, null, null);
    create(name, spec(server.url("/").toString(), auth, tls));
  }

  private static MetricsSourceSpec spec(String url, SourceAuth auth, @Nullable SourceTls tls) {
    return new MetricsSourceSpec(url, null, null, null, auth, tls, null, null, null, null);
  }

  private void create(String name, MetricsSourceSpec spec) {
    var source = new MetricsSource();
    source.setMetadata(new ObjectMetaBuilder().withName("sources-" + name).build());
    source.setSpec(spec);
    client.resource(source).create();
  }

  private Answer ask(String name) {
    return new Sources(client, OWN, Unscraped.with(client), Clock.systemUTC())
        .named("sources-" + name)
        .ask(RULE, "shop", POD, null);
  }

  private @Nullable Failure failure(String name) {
    return ask(name) instanceof Answer.Missing missing ? missing.failure() : null;
  }
}
