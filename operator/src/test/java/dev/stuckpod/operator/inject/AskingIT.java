package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that shows itself to webhooks, as AdmissionConfiguration tells it. */
class AskingIT {

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("of-webhooks").build();
  private final HeldCertificate apiServer = issued("apiserver");
  private @TempDir Path folder = Path.of("");

  @Test
  void apiServerIsAnsweredAndNobodyElse() throws Exception {
    try (var server = new ApiServer("--admission-control-config-file=" + configuration());
        KubernetesClient client = server.client()) {
      server.installCrds();
      Namespaces.apply(client, "asked", Namespaces.INJECTED);
      try (var injection = new ServedInjection(client, authority.certificatePem())) {
        var pod = Pods.pod("{containers: [{name: cable, image: 'cable:1'}]}");
        assertThat(
                SidecarContainer.of(
                    client.pods().inNamespace("asked").resource(pod).dryRun().create()))
            .isPresent();
        assertThat(ask(injection, apiServer)).isEqualTo(200);
        for (HeldCertificate other :
            new @Nullable HeldCertificate[] {
              null, issued("kubelet"), new HeldCertificate.Builder().commonName("apiserver").build()
            }) {
          assertThatThrownBy(() -> ask(injection, other)).isInstanceOf(IOException.class);
        }
      }
    }
  }

  private Path configuration() throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("webhooks"),
            """
            apiVersion: v1
            kind: Config
            users:
            - name: '*'
              user: {client-certificate-data: %s, client-key-data: %s}
            """
                .formatted(
                    encoded(apiServer.certificatePem()), encoded(apiServer.privateKeyPkcs8Pem())));
    return Files.writeString(
        folder.resolve("admission"),
        """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AdmissionConfiguration
        plugins:
        - name: MutatingAdmissionWebhook
          configuration:
            apiVersion: apiserver.config.k8s.io/v1
            kind: WebhookAdmissionConfiguration
            kubeConfigFile: %s
        """
            .formatted(kubeconfig));
  }

  private static int ask(ServedInjection injection, @Nullable HeldCertificate client)
      throws IOException {
    var certificates =
        new HandshakeCertificates.Builder()
            .addInsecureHost("localhost")
            .addPlatformTrustedCertificates();
    if (client != null) {
      certificates.heldCertificate(client);
    }
    HandshakeCertificates shown = certificates.build();
    try (var response =
        new OkHttpClient.Builder()
            .sslSocketFactory(shown.sslSocketFactory(), shown.trustManager())
            .build()
            .newCall(
                new Request.Builder()
                    .url("https://127.0.0.1:" + injection.port() + AdmissionEndpoint.PATH)
                    .post(
                        RequestBody.create(
                            Reviews.of("asked", "{containers: [{name: a}]}"),
                            MediaType.get("application/json")))
                    .build())
            .execute()) {
      return response.code();
    }
  }

  private HeldCertificate issued(String name) {
    return new HeldCertificate.Builder().commonName(name).signedBy(authority).build();
  }

  private static String encoded(String pem) {
    return Base64.getEncoder()
        .encodeToString(pem.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
