package dev.stuckpod.cli.doctor;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the API server knows and reaches the webhook: it fails open, so nobody else says so. */
final class WebhookChecks {

  private static final String AREA = "webhook";
  private static final String OURS = ".inject.stuckpod.dev";
  private static final String NOT_INJECTED = "stuckpod.dev/not-injected";
  private static final String INJECT = "stuckpod.dev/inject";

  private WebhookChecks() {}

  static void run(KubernetesClient client, @Nullable Installed operator, Checks checks) {
    if (operator != null && operator.sidecarImage() == null) {
      checks.add(
          Check.note(
              AREA,
              operator.about(),
              "Injection is off: pods get no sidecar, and no dump is taken of them.",
              "helm upgrade with injection.enabled=true."));
      return;
    }
    if (configuration(client, checks)) {
      rehearse(client, checks);
    }
  }

  /** Gives whether there may be one that could answer. */
  private static boolean configuration(KubernetesClient client, Checks checks) {
    Optional<List<MutatingWebhookConfiguration>> all =
        checks.look(
            AREA,
            "MutatingWebhookConfigurations",
            () ->
                client
                    .admissionRegistration()
                    .v1()
                    .mutatingWebhookConfigurations()
                    .list()
                    .getItems());
    if (all.isEmpty()) {
      return true;
    }
    List<MutatingWebhookConfiguration> ours =
        all.get().stream()
            .filter(c -> c.getWebhooks().stream().anyMatch(w -> w.getName().endsWith(OURS)))
            .toList();
    if (ours.isEmpty()) {
      checks.add(
          Check.wrong(
              AREA,
              "",
              "The API server knows of no webhook, so pods get no sidecar.",
              "helm upgrade with injection.enabled=true."));
    }
    for (MutatingWebhookConfiguration one : ours) {
      String about = "mutatingwebhookconfiguration " + one.getMetadata().getName();
      MutatingWebhook webhook = one.getWebhooks().getFirst();
      certificate(webhook.getClientConfig().getCaBundle(), about, checks);
      if (webhook.getClientConfig().getService() != null) {
        endpoints(client, webhook.getClientConfig().getService(), checks);
      }
    }
    return !ours.isEmpty();
  }

  private static void certificate(@Nullable String bundle, String about, Checks checks) {
    if (bundle == null || bundle.isEmpty()) {
      checks.add(
          Check.wrong(
              AREA,
              about,
              "It has no caBundle, so the API server trusts nobody.",
              "helm upgrade, or look at cert-manager's cainjector where that makes it."));
      return;
    }
    try {
      Collection<? extends Certificate> trusted =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(Base64.getMimeDecoder().decode(bundle)));
      Optional<Instant> last =
          trusted.stream()
              .filter(X509Certificate.class::isInstance)
              .map(X509Certificate.class::cast)
              .map(one -> one.getNotAfter().toInstant())
              .max(Comparator.naturalOrder());
      if (last.isEmpty() || last.get().isBefore(Instant.now())) {
        checks.add(
            Check.wrong(
                AREA,
                about,
                "Its caBundle has expired: " + last.map(Instant::toString).orElse("it is empty"),
                "delete the Secret NAME-webhook-tls, helm upgrade, and restart the operator."));
      } else {
        checks.add(Check.ok(AREA, about, "Its caBundle is valid until %s.".formatted(last.get())));
      }
    } catch (CertificateException | IllegalArgumentException unreadable) {
      checks.add(
          Check.wrong(
              AREA,
              about,
              "Its caBundle cannot be read: " + unreadable.getMessage(),
              "helm upgrade; what writes into it else must write PEM in base64."));
    }
  }

  private static void endpoints(KubernetesClient client, ServiceReference service, Checks checks) {
    String about = "service %s -n %s".formatted(service.getName(), service.getNamespace());
    Optional<List<EndpointSlice>> slices =
        checks.look(
            AREA,
            "EndpointSlices of the webhook's Service",
            () ->
                client
                    .discovery()
                    .v1()
                    .endpointSlices()
                    .inNamespace(service.getNamespace())
                    .withLabel("kubernetes.io/service-name", service.getName())
                    .list()
                    .getItems());
    boolean answers =
        slices.isEmpty()
            || slices.get().stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .anyMatch(
                    end ->
                        end.getConditions() == null
                            || !Boolean.FALSE.equals(end.getConditions().getReady()));
    if (!answers) {
      checks.add(
          Check.wrong(
              AREA,
              about,
              "No pod is behind it, so the API server reaches nobody.",
              "see that the operator is ready: kubectl get pods -n %s."
                  .formatted(service.getNamespace())));
    }
  }

  /** Has a pod created, but for keeping it: the one way to learn that all of the path works. */
  private static void rehearse(KubernetesClient client, Checks checks) {
    String namespace = client.getNamespace();
    Pod probe =
        new PodBuilder()
            .withNewMetadata()
            .withGenerateName("stuckpod-doctor-")
            .withNamespace(namespace)
            .withLabels(Map.of(INJECT, "true"))
            .endMetadata()
            .withNewSpec()
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(65532L)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .addNewContainer()
            .withName("app")
            .withImage("none")
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .endContainer()
            .endSpec()
            .build();
    try {
      judge(client.resource(probe).dryRun().create(), namespace, checks);
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        checks.add(
            Check.unseen(
                AREA, "Whether a new pod gets its sidecar was not tried: " + why(refused)));
        return;
      }
      checks.add(
          Check.note(
              AREA,
              "namespace " + namespace,
              "Whether a new pod gets its sidecar could not be tried: " + why(refused),
              null));
    }
  }

  private static String why(KubernetesClientException refused) {
    return refused.getStatus() == null || refused.getStatus().getMessage() == null
        ? String.valueOf(refused.getMessage())
        : refused.getStatus().getMessage();
  }

  private static void judge(Pod made, String namespace, Checks checks) {
    String about = "namespace " + namespace;
    boolean injected =
        made.getSpec().getInitContainers().stream()
            .anyMatch(c -> Installed.SIDECAR.equals(c.getName()));
    if (injected) {
      checks.add(
          Check.ok(AREA, about, "A pod that asks for a sidecar gets one (tried, not kept)."));
      return;
    }
    Map<String, String> annotations =
        made.getMetadata().getAnnotations() == null
            ? Map.of()
            : made.getMetadata().getAnnotations();
    String left = annotations.get(NOT_INJECTED);
    checks.add(
        left == null
            ? Check.wrong(
                AREA,
                about,
                "A pod that asks for a sidecar gets none: the API server does not reach the"
                    + " webhook, does not trust it, or the namespace is excluded (tried, not"
                    + " kept).",
                "see that the operator is ready, that its port for the webhook"
                    + " (injection.webhook.port, 9443) is open to the API server, and"
                    + " injection.excludeNamespaces and watchNamespaces of the chart.")
            : Check.wrong(
                AREA,
                about,
                "A pod that asks for a sidecar gets none: " + left,
                "as the sentence says."));
  }
}
