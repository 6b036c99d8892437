package dev.stuckpod.operator.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.ProcessReport;
import dev.stuckpod.protocol.Wire;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: a sidecar, and an API server that has its log. */
class SidecarLookTest {

  private static final List<ProcessInfo> GO =
      List.of(new ProcessInfo(7, 1, 42, "/app", 1000, 1000, ProcessInfo.GO, null, true, List.of()));

  private final MockWebServer api = new MockWebServer();
  private final MockWebServer sidecar = new MockWebServer();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private KubernetesClient client;
  private SidecarLook look;

  @BeforeEach
  void start() throws IOException {
    api.start();
    sidecar.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    sidecar.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(api.url("/").toString()).build())
            .build();
    look =
        new SidecarLook(
            (_, _) -> Optional.of(pod("1", "containerd://s1")),
            new Sidecars(
                client, () -> new HeldCertificate.Builder().build(), (_, _) -> Optional.empty()));
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
    sidecar.close();
  }

  @Test
  void costsOneRequestToTheApiServerAndOneToTheSidecarAndTheNextOneLess() throws Exception {
    apiHasTheLog();
    sidecarAnswers();
    sidecarAnswers();

    List<ProcessInfo> first = look.at(pod("1", "containerd://s1"), "containerd://a");
    List<ProcessInfo> second = look.at(pod("1", "containerd://s1"), "containerd://a");

    assertThat(first).isEqualTo(GO).isEqualTo(second);
    assertThat(api.getRequestCount()).isEqualTo(1);
    assertThat(api.takeRequest().getTarget()).startsWith("/api/v1/namespaces/shop/pods/hub/log?");
    assertThat(sidecar.getRequestCount()).isEqualTo(2);
    assertThat(sidecar.takeRequest().getUrl().queryParameter("containerID")).isEqualTo("a");
  }

  /** A look may have waited for most of an hour. */
  @Test
  void goesByThePodAsItIsNow() {
    var stale =
        new SidecarLook((_, _) -> Optional.of(pod("another", "containerd://s2")), look.sidecars());
    var gone = new SidecarLook((_, _) -> Optional.empty(), look.sidecars());

    for (SidecarLook later : List.of(stale, gone)) {
      assertThatThrownBy(() -> later.at(pod("1", "containerd://s1"), "containerd://a"))
          .isInstanceOfSatisfying(
              SidecarException.class,
              e -> assertThat(e.reason()).isEqualTo(CapturedReason.PodGone));
    }
    assertThat(api.getRequestCount()).isZero();
  }

  @Test
  void believesNobodyWhoHasNotTheCertificateOfTheLog() throws Exception {
    log(new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build());
    sidecarAnswers();

    assertThatThrownBy(() -> look.at(pod("1", "containerd://s1"), "containerd://a"))
        .isInstanceOf(SidecarException.class);
  }

  private void apiHasTheLog() throws CertificateEncodingException {
    log(certificate);
  }

  private void log(HeldCertificate of) throws CertificateEncodingException {
    String der = Base64.getEncoder().encodeToString(of.certificate().getEncoded());
    api.enqueue(
        new MockResponse.Builder()
            .body(new Announcement(der, OptionalInt.empty()).line() + "\n")
            .build());
  }

  private void sidecarAnswers() {
    sidecar.enqueue(
        new MockResponse.Builder()
            .body(new String(Wire.write(new ProcessReport(GO)), StandardCharsets.UTF_8))
            .build());
  }

  private PodView pod(String uid, String sidecarID) {
    return PodView.of(
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("hub")
            .withUid(uid)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("app")
            .endContainer()
            .addNewInitContainer()
            .withName(AppContainer.SIDECAR)
            .addNewEnv()
            .withName(SidecarContainer.PORT)
            .withValue(Integer.toString(sidecar.getPort()))
            .endEnv()
            .endInitContainer()
            .endSpec()
            .withNewStatus()
            .withPodIP("127.0.0.1")
            .addNewInitContainerStatus()
            .withName(AppContainer.SIDECAR)
            .withContainerID(sidecarID)
            .withNewState()
            .withNewRunning()
            .endRunning()
            .endState()
            .endInitContainerStatus()
            .endStatus()
            .build());
  }
}
