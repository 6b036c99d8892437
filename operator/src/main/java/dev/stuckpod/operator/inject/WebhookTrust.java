package dev.stuckpod.operator.inject;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our authorities in the webhook's configuration, so that the API server trusts the endpoint.
 * Every replica does; they all write the same.
 */
final class WebhookTrust implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookTrust.class);
  private static final Duration BETWEEN = Duration.ofSeconds(20);

  /** While pods go without a sidecar. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final String configuration;
  private final Supplier<String> authorities;
  private final Thread thread;
  private volatile boolean written;
  private boolean missed;

  /**
   * Begins at once.
   *
   * @param configuration name of the MutatingWebhookConfiguration that the chart made
   * @param authorities PEM certificates
   */
  WebhookTrust(KubernetesClient client, String configuration, Supplier<String> authorities) {
    this.client = client;
    this.configuration = configuration;
    this.authorities = authorities;
    this.thread = Thread.ofVirtual().name("webhook-trust").start(this::keep);
  }

  /** Whether the API server trusts us. */
  boolean written() {
    return written;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void keep() {
    try {
      while (true) {
        look();
        Thread.sleep(written ? BETWEEN : SOON);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      write();
    } catch (RuntimeException failed) {
      LOG.warn(
          "MutatingWebhookConfiguration {} could not be given our certificate authority: {}",
          configuration,
          failed.getMessage());
    }
  }

  private void write() {
    var resource =
        client.admissionRegistration().v1().mutatingWebhookConfigurations().withName(configuration);
    MutatingWebhookConfiguration found = resource.get();
    if (found == null) {
      if (written || !missed) {
        LOG.warn("There is no MutatingWebhookConfiguration {}: pods get no sidecar", configuration);
      }
      missed = true;
      written = false;
      return;
    }
    String bundle =
        Base64.getEncoder().encodeToString(authorities.get().getBytes(StandardCharsets.UTF_8));
    boolean changed = false;
    for (MutatingWebhook webhook : found.getWebhooks()) {
      if (!bundle.equals(webhook.getClientConfig().getCaBundle())) {
        webhook.getClientConfig().setCaBundle(bundle);
        changed = true;
      }
    }
    if (changed) {
      try {
        client.resource(found).update(); // as it was read: a conflict is another replica's
        LOG.info("MutatingWebhookConfiguration {} trusts our certificate authority", configuration);
      } catch (KubernetesClientException other) {
        if (other.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw other;
        }
        return; // another replica was first: the next look tells
      }
    }
    written = true;
  }
}
