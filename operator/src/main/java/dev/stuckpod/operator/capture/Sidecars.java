package dev.stuckpod.operator.capture;

import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.SidecarContainer;
import dev.stuckpod.sidecar.protocol.Wire;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.net.Proxy;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Finds pods' sidecars. Each is trusted by the one certificate that it printed in the first line of
 * its log, which the API server vouches for.
 */
public final class Sidecars {

  private static final int REMEMBERED = 512;
  private static final int FIRST_LINE = 8192;

  /** An attach or a profile may take its time; a signal does not. */
  private static final Duration CALL = Duration.ofSeconds(60);

  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final KubernetesClient client;
  private final Supplier<HeldCertificate> identity;
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .proxy(Proxy.NO_PROXY)
          .followRedirects(false)
          .retryOnConnectionFailure(false)
          .connectTimeout(CONNECT)
          .readTimeout(CALL)
          .callTimeout(CALL)
          .build();

  private final Map<String, X509Certificate> certificates =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, X509Certificate> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Connects with a certificate of the operator's.
   *
   * @param identity issued by the authority that sidecars trust; asked at every connection, as it
   *     is renewed
   */
  public Sidecars(KubernetesClient client, Supplier<HeldCertificate> identity) {
    this.client = client;
    this.identity = identity;
  }

  /**
   * Makes a client for a pod's sidecar.
   *
   * @throws SidecarException if there is none or it does not run
   */
  public SidecarClient connect(Pod pod) throws SidecarException {
    String name = pod.getMetadata().getName();
    Container container = SidecarContainer.of(pod).orElseThrow(() -> noSidecar(pod));
    Optional<ContainerFacts> facts = ContainerFacts.of(pod, AppContainer.SIDECAR);
    String id = facts.map(ContainerFacts::containerID).orElse(null);
    String ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    if (id == null || ip == null || facts.get().state() != ContainerFacts.State.Running) {
      throw new SidecarException(
          CapturedReason.SidecarUnreachable,
          true,
          "The sidecar of pod %s does not run: see 'kubectl logs %s -c stuckpod'"
              .formatted(name, name));
    }
    HandshakeCertificates tls =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate(pod, id))
            .heldCertificate(identity.get())
            .build();
    HttpUrl base =
        new HttpUrl.Builder()
            .scheme("https")
            .host(ip)
            .port(SidecarContainer.port(container))
            .build();
    return new SidecarClient(
        http.newBuilder().sslSocketFactory(tls.sslSocketFactory(), tls.trustManager()).build(),
        base,
        name);
  }

  private static SidecarException noSidecar(Pod pod) {
    Optional<NotInjected> left = NotInjected.of(pod);
    boolean root =
        left.filter(why -> CapturedReason.RootApp.name().equals(why.reason())).isPresent();
    return new SidecarException(
        root ? CapturedReason.RootApp : CapturedReason.NoSidecar,
        false,
        left.map(why -> "The pod has no sidecar. " + why.message())
            .orElseGet(
                () ->
                    "Pod %s has no sidecar: label it or its namespace stuckpod.dev/inject=true, then restart it by 'kubectl rollout restart'"
                        .formatted(pod.getMetadata().getName())));
  }

  private X509Certificate certificate(Pod pod, String containerID) throws SidecarException {
    synchronized (certificates) {
      X509Certificate known = certificates.get(containerID);
      if (known != null) {
        return known;
      }
    }
    X509Certificate read = read(pod);
    synchronized (certificates) {
      certificates.put(containerID, read);
    }
    return read;
  }

  private X509Certificate read(Pod pod) throws SidecarException {
    String name = pod.getMetadata().getName();
    try {
      String log =
          client
              .pods()
              .inNamespace(pod.getMetadata().getNamespace())
              .withName(name)
              .inContainer(AppContainer.SIDECAR)
              .withReadyWaitTimeout(0) // else it lists and waits
              .limitBytes(FIRST_LINE)
              .getLog();
      String[] words = log.lines().findFirst().orElse("").split(" ", 3);
      if (words.length < 2 || !words[0].equals(Wire.CERTIFICATE_LINE)) {
        throw new SidecarException(
            CapturedReason.SidecarUnreachable,
            true,
            "The log of the sidecar of pod %s does not begin with its certificate: restart the pod"
                .formatted(name));
      }
      byte[] der = Base64.getDecoder().decode(words[1]);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (KubernetesClientException e) {
      throw new SidecarException(
          CapturedReason.SidecarUnreachable,
          true,
          "The log of the sidecar of pod %s cannot be read: %s".formatted(name, e.getMessage()));
    } catch (IllegalArgumentException | CertificateException e) {
      throw new SidecarException(
          CapturedReason.SidecarUnreachable,
          false,
          "The certificate of the sidecar of pod %s cannot be read: %s"
              .formatted(name, e.getMessage()));
    }
  }
}
