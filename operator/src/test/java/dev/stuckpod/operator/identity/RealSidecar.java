package dev.stuckpod.operator.identity;

import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.protocol.SidecarStatus;
import dev.stuckpod.protocol.Wire;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.lastlook.AppLook;
import dev.stuckpod.sidecar.lastlook.LastLook;
import dev.stuckpod.sidecar.method.Methods;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.server.Server;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.tls.Credential;
import dev.stuckpod.sidecar.tls.MutualTls;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HeldCertificate;

/** A sidecar's server with the sidecar's own TLS, and an API server that has its log. */
public final class RealSidecar implements AutoCloseable {

  private static final String VERSION = "of years ago";

  private final MockWebServer api = new MockWebServer();
  private final Credential own;
  private final Server server;
  private final KubernetesClient client;

  /**
   * Starts it.
   *
   * @param trusted whom it was told to trust, PEM
   * @param made when its certificate was
   */
  RealSidecar(Path folder, String trusted, Instant made)
      throws IOException, GeneralSecurityException {
    this(folder, trusted, made, blind());
  }

  private static ContainerProcesses blind() throws IOException {
    Proc proc = new Proc(Path.of("/proc"));
    return new ContainerProcesses(proc, Self.read(proc), List.of());
  }

  private RealSidecar(Path folder, String trusted, Instant made, ContainerProcesses processes)
      throws IOException, GeneralSecurityException {
    own = Credential.selfSigned("stuckpod-sidecar", "127.0.0.1", made);
    Proc proc = new Proc(Path.of("/proc"));
    var glances = new Glances(proc, processes);
    var spool = new Spool(folder, 1 << 20);
    var attempts =
        new Attempts(
            _ -> {
              throw new UnsupportedOperationException();
            },
            _ -> Duration.ZERO);
    server =
        new Server(
            0,
            MutualTls.context(own, MutualTls.certificates(trusted)),
            new SidecarStatus(Wire.VERSIONS, VERSION, 1, 1, made.toString()),
            processes,
            attempts,
            glances,
            new LastLook(
                new AppLook(
                    proc, _ -> Optional.empty(), processes, glances, attempts, spool, () -> 0),
                _ -> {}),
            spool,
            _ -> {});
    api.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(api.url("/").toString()).build())
            .build();
  }

  /**
   * Starts one that reads the memory of processes; each is a container, called like its number.
   *
   * @param operator whom it lets in
   */
  public static RealSidecar ofProcesses(Path folder, Authorized operator)
      throws IOException, GeneralSecurityException {
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    var methods = Methods.of(proc, self, new Signals(proc), new Spool(folder, 1 << 20));
    return new RealSidecar(
        folder,
        operator.trusted(),
        Instant.now(),
        new ContainerProcesses(
            proc, self, methods, (pid, container) -> Integer.toString(pid).equals(container)));
  }

  /**
   * An operator that sidecars let in.
   *
   * @param trusted of whom they are told
   */
  public record Authorized(String trusted, HeldCertificate shown) {

    /** One of today. */
    public static Authorized now() {
      Kept kept = Kept.from(Instant.now());
      return new Authorized(
          kept.get().bundle(), new OperatorIdentity(kept, kept.clock()).clientCertificate());
    }
  }

  /** As which an operator finds it. */
  public Sidecars sidecars(Authorized operator) {
    api.enqueue(new MockResponse.Builder().body(announcement() + "\n").build());
    return new Sidecars(client, operator::shown, (_, _) -> Optional.empty());
  }

  /** The port on which it listens. */
  public int port() {
    return server.port();
  }

  /** Whether it lets an operator in that shows this. */
  boolean answers(HeldCertificate shown) {
    api.enqueue(new MockResponse.Builder().body(announcement() + "\n").build());
    try {
      return new Sidecars(client, () -> shown, (_, _) -> Optional.empty())
          .connect(pod())
          .status()
          .version()
          .equals(VERSION);
    } catch (SidecarException refused) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
    api.close();
    server.close();
  }

  private String announcement() {
    try {
      String der = Base64.getEncoder().encodeToString(own.certificate().getEncoded());
      return new Announcement(der, OptionalInt.empty()).line();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private PodView pod() {
    return PodView.of(
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: hub, namespace: shop, uid: '1'}
                spec:
                  containers: [{name: app}]
                  initContainers: [{name: stuckpod, env: [{name: STUCKPOD_PORT, value: '%d'}]}]
                status:
                  podIP: 127.0.0.1
                  initContainerStatuses: [{name: stuckpod, containerID: 'containerd://s', state: {running: {}}}]
                """
                    .formatted(server.port()),
                Pod.class));
  }
}
