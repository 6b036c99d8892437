package dev.stuckpod.operator.inject;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import okhttp3.tls.HeldCertificate;

/** What the chart gives the webhook, for one that is reached under a name of this machine. */
public final class WebhookSecret {

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final Path folder;

  /**
   * Writes the files of the Secret.
   *
   * @param folder as which it is mounted
   */
  public WebhookSecret(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    renew();
  }

  /** Writes another certificate of the same authority. */
  public HeldCertificate renew() throws IOException {
    HeldCertificate made =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    Files.writeString(folder.resolve("tls.crt"), made.certificatePem());
    Files.writeString(folder.resolve("tls.key"), made.privateKeyPkcs8Pem());
    return made;
  }

  /** As which it is mounted. */
  public Path folder() {
    return folder;
  }

  /**
   * The webhook's configuration.
   *
   * @param failurePolicy what becomes of a pod when nobody answers
   */
  public MutatingWebhookConfigurationBuilder configuration(
      String name, int port, String failurePolicy) {
    return new MutatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addNewWebhook()
        .withName("inject.stuckpod.dev")
        .withAdmissionReviewVersions("v1")
        .withSideEffects("NoneOnDryRun")
        .withFailurePolicy(failurePolicy)
        .withTimeoutSeconds(5)
        .withNewClientConfig()
        .withUrl("https://localhost:" + port + AdmissionEndpoint.PATH)
        .withCaBundle(caBundle())
        .endClientConfig()
        .addNewRule()
        .withOperations("CREATE")
        .withApiGroups("")
        .withApiVersions("v1")
        .withResources("pods")
        .endRule()
        .endWebhook();
  }

  /** Whom the API server is told to trust. */
  private String caBundle() {
    return Base64.getEncoder()
        .encodeToString(authority.certificatePem().getBytes(StandardCharsets.UTF_8));
  }
}
