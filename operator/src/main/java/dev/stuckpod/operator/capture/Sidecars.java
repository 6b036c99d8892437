package dev.stuckpod.operator.capture;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.identity.RenewingKeyManager;
import dev.stuckpod.operator.identity.ShownCertificate;
import dev.stuckpod.operator.leash.Leash;
import dev.stuckpod.operator.names.LogPath;
import dev.stuckpod.operator.network.Barriers;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.text.Cut;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Finds pods' sidecars. Each is trusted by the one certificate that it printed in the first line of
 * its log, which the API server vouches for.
 */
public final class Sidecars {

  /** A kilobyte each. Who glances at a fleet would else read the log of each pod every time. */
  private static final int REMEMBERED = 10_240;

  private static final int FIRST_LINE = 8192;

  /** Where a sidecar that has left its port to the app tells the new one. */
  private static final int LAST_LINES = 1000;

  private static final int LAST_BYTES = 1 << 18;
  private static final int LONGEST_QUOTE = 200;

  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** Each of those that are asked all the time has its connection; of so many. */
  private static final int KEPT = 256;

  /** Shorter than a sidecar waits for another request: 30 s. */
  private static final Duration KEPT_FOR = Duration.ofSeconds(20);

  private final KubernetesClient client;
  private final Barriers barriers;
  private final RenewingKeyManager keys;
  private final OkHttpClient http =
      Leash.client()
          .proxy(Proxy.NO_PROXY)
          .followRedirects(false)
          .retryOnConnectionFailure(false)
          .connectTimeout(CONNECT)
          .build();

  private final OkHttpClient lasting =
      http.newBuilder()
          .connectionPool(new ConnectionPool(KEPT, KEPT_FOR.toSeconds(), TimeUnit.SECONDS))
          .retryOnConnectionFailure(true)
          .build();

  private final Map<String, Announced> announced = Recent.used(REMEMBERED);

  /**
   * What a sidecar tells of itself.
   *
   * @param certificate as it was printed, which takes a tenth of the room
   */
  private record Announced(String certificate, OptionalInt port) {}

  /**
   * Connects with a certificate of the operator's.
   *
   * @param identity issued by the authority that sidecars trust; asked at every connection, as it
   *     is renewed
   * @param barriers asked where a sidecar does not answer
   */
  public Sidecars(KubernetesClient client, Supplier<HeldCertificate> identity, Barriers barriers) {
    this.client = client;
    this.barriers = barriers;
    this.keys = new RenewingKeyManager(() -> ShownCertificate.of(identity.get()));
  }

  /**
   * Makes a client for a pod's sidecar. Its log is read once; nothing else is asked.
   *
   * @throws SidecarException if there is none or it does not run
   */
  public SidecarClient connect(PodView pod) throws SidecarException {
    return connect(pod, http);
  }

  /**
   * Makes one for who asks again and again, and may ask twice without harm: its connection is kept
   * from one question to the next.
   *
   * @throws SidecarException if there is none or it does not run
   */
  public SidecarClient stay(PodView pod) throws SidecarException {
    return connect(pod, lasting);
  }

  private SidecarClient connect(PodView pod, OkHttpClient like) throws SidecarException {
    String name = pod.name();
    PodView.InjectedSidecar injected = pod.sidecar();
    if (injected == null) {
      throw noSidecar(pod);
    }
    Optional<ContainerFacts> facts = pod.facts(AppContainer.SIDECAR);
    String id = facts.map(ContainerFacts::containerID).orElse(null);
    if (id == null || pod.ip().isEmpty() || facts.get().state() != ContainerFacts.State.Running) {
      throw new SidecarException(
          CapturedReason.SidecarUnreachable,
          true,
          "The sidecar of pod %s does not run: see 'kubectl logs %s -c stuckpod'"
              .formatted(name, name));
    }
    Announced sidecar = announced(pod, id);
    X509TrustManager trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate(pod.name(), sidecar.certificate()))
            .build()
            .trustManager();
    HttpUrl base =
        new HttpUrl.Builder()
            .scheme("https")
            .host(pod.ip())
            .port(sidecar.port().orElseGet(injected::port))
            .build();
    return new SidecarClient(
        like.newBuilder()
            .sslSocketFactory(sockets(trust), trust)
            .addInterceptor(chain -> proceed(chain, id))
            .build(),
        base,
        name,
        () -> barriers.before(pod, base.port()));
  }

  /** A sidecar that does not answer may have left its port to the app: its log is read again. */
  private Response proceed(Interceptor.Chain chain, String containerID) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      synchronized (announced) {
        announced.remove(containerID);
      }
      throw e;
    }
  }

  private static SidecarException noSidecar(PodView pod) {
    Optional<NotInjected> left = Optional.ofNullable(pod.notInjected());
    boolean root =
        left.filter(why -> CapturedReason.RootApp.name().equals(why.reason())).isPresent();
    return new SidecarException(
        root ? CapturedReason.RootApp : CapturedReason.NoSidecar,
        false,
        left.map(why -> "The pod has no sidecar. " + why.message())
            .orElseGet(
                () -> "Pod %s has no sidecar: %s".formatted(pod.name(), PodView.SIDECAR_REMEDY)));
  }

  private Announced announced(PodView pod, String containerID) throws SidecarException {
    synchronized (announced) {
      Announced known = announced.get(containerID);
      if (known != null) {
        return known;
      }
    }
    Announced read = read(pod);
    synchronized (announced) {
      announced.put(containerID, read);
    }
    return read;
  }

  private Announced read(PodView pod) throws SidecarException {
    String name = pod.name();
    try {
      String log = log(pod);
      Announcement told = Announcement.in(log).orElseThrow(() -> silent(name, log));
      certificate(name, told.certificate());
      return new Announced(told.certificate(), told.port());
    } catch (KubernetesClientException e) {
      throw new SidecarException(
          CapturedReason.SidecarUnreachable,
          true,
          "The log of the sidecar of pod %s cannot be read: %s".formatted(name, e.getMessage()));
    }
  }

  private static X509Certificate certificate(String pod, String base64) throws SidecarException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException | CertificateException e) {
      throw new SidecarException(
          CapturedReason.SidecarUnreachable,
          false,
          "The certificate of the sidecar of pod %s cannot be read: %s"
              .formatted(pod, e.getMessage()));
    }
  }

  /**
   * Shows the operator's certificate from where it is kept: a key store made for every connection
   * encrypts the key anew, which takes longer than all the rest.
   */
  private SSLSocketFactory sockets(X509TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has TLS", impossible);
    }
  }

  /** The log's begin, and its end where that is not all. */
  private String log(PodView pod) {
    String begin = log(pod, "limitBytes=" + FIRST_LINE);
    return begin.length() < FIRST_LINE
        ? begin
        : begin.substring(0, begin.lastIndexOf('\n') + 1) // the last one is cut
            + log(pod, "limitBytes=" + LAST_BYTES + "&tailLines=" + LAST_LINES);
  }

  /** Asks for the log itself: the client's own call lists and watches the pod before. */
  private String log(PodView pod, String bounds) {
    String path = LogPath.of(pod.namespace(), pod.name(), AppContainer.SIDECAR) + "&" + bounds;
    return Objects.requireNonNullElse(client.raw(path), "");
  }

  /** It says at once who it is, or why it cannot. */
  private static SidecarException silent(String pod, String log) {
    String first = log.lines().findFirst().orElse("");
    return new SidecarException(
        CapturedReason.SidecarUnreachable,
        true,
        first.isEmpty()
            ? "The sidecar of pod %s has not begun yet: its log is empty".formatted(pod)
            : "The log of the sidecar of pod %s does not begin with its certificate, but with '%s'"
                .formatted(pod, Cut.bare(first, LONGEST_QUOTE)));
  }
}
