package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.entry.CertificateFiles;
import dev.stuckpod.operator.identity.OperatorIdentity;
import dev.stuckpod.operator.identity.RenewingKeyManager;
import dev.stuckpod.operator.inject.facts.ClusterSurroundings;
import dev.stuckpod.operator.inject.facts.ImageUsers;
import dev.stuckpod.operator.inject.mesh.Bypass;
import dev.stuckpod.operator.inject.review.ReviewRefused;
import dev.stuckpod.operator.turns.ReviewsFirst;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the injection in one replica. */
public final class Injection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Injection.class);

  private final MeterRegistry meters;
  private final AdmissionEndpoint endpoint;
  private final OperatorIdentity identity;
  private final CertificateFiles certificate;
  private final Supplier<Admission> admission;
  private volatile boolean ready;

  /** Before, a native sidecar is an init container that never ends, and the app never starts. */
  private static final int FIRST_MINOR = 29;

  /**
   * Opens the endpoint.
   *
   * @param client keeps of pods and workloads what is needed
   * @param first is told of reviews
   * @throws IllegalArgumentException with a sentence, if the cluster has no native sidecars, or if
   *     there is no certificate to show
   */
  public Injection(
      KubernetesClient client,
      InjectionEnvironment environment,
      OperatorIdentity identity,
      ImageUsers users,
      ReviewsFirst first,
      MeterRegistry meters)
      throws IOException {
    requireNativeSidecars(client.getKubernetesVersion());
    this.meters = meters;
    this.identity = identity;
    certificate = new CertificateFiles(environment.certificate(), Clock.systemUTC());
    admission =
        () ->
            new Admission(
                new ClusterSurroundings(client, users, Bypass.OF_NAMESPACES, Clock.systemUTC()),
                () -> environment.settings(identity.authorities()),
                new Refusals(Clock.systemUTC()),
                this::count);
    endpoint =
        new AdmissionEndpoint(
            environment.port(),
            new RenewingKeyManager(certificate),
            environment.asking(),
            new ReviewHandler(first, admission.get()::answer, this::count));
  }

  /**
   * Has it answer a few reviews that nobody has asked for, so that the first pod need not wait for
   * what this process has to load. Returns after some seconds at the latest.
   *
   * @param namespace whose limits may be read
   */
  public void rehearse(String namespace) {
    new Rehearsal(port(), () -> certificate.get().chain().getFirst(), admission, namespace).run();
  }

  /** Whether it is known whom sidecars trust; before, a pod would get none. */
  public boolean ready() {
    if (!ready) {
      try {
        identity.authorities();
        ready = true;
      } catch (RuntimeException failed) {
        LOG.warn("Pods get no sidecar yet: {}", failed.getMessage());
      }
    }
    return ready;
  }

  /** The port that is open. */
  public int port() {
    return endpoint.port();
  }

  /** Goes on answering, and lets the API server turn to another replica with its next question. */
  public void leave() {
    endpoint.leave();
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private static void requireNativeSidecars(VersionInfo version) {
    String minor = version.getMinor().replaceAll("[^0-9].*", "");
    if ("1".equals(version.getMajor()) && Integer.parseInt(minor) < FIRST_MINOR) {
      throw new IllegalArgumentException(
          "Kubernetes 1.%s has no native sidecars: use 1.%d or newer, or install with --set injection.enabled=false"
              .formatted(minor, FIRST_MINOR));
    }
  }

  private void count(InjectionDecision decision, boolean dryRun) {
    if (!dryRun) {
      String outcome =
          switch (decision) {
            case InjectionDecision.Inject _ -> "Injected";
            case InjectionDecision.Skip(SkipReason reason, _) -> reason.name();
          };
      meters.counter("stuckpod_injections", "outcome", outcome).increment();
    }
  }

  private void count(ReviewRefused.Why why) {
    meters.counter("stuckpod_reviews_refused", "reason", why.name()).increment();
  }
}
