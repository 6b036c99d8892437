package dev.stuckpod.operator.notify.address;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stuckpod.crds.v1alpha1.SourceAuth.SecretKeyRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where notifications are sent, and which.
 *
 * @param name tells it apart, in statuses and metrics
 * @param target where it is
 * @param wanted which incidents it is told of
 * @param link where an incident can be looked at; {namespace}, {name} and {pod} stand for its own
 * @param labels that an Alertmanager's alerts get beside their own
 * @param resolveAfter how long an Alertmanager takes an alert for firing
 */
public record Address(
    String name,
    Type type,
    Target target,
    Wanted wanted,
    @Nullable String link,
    Map<String, String> labels,
    Duration resolveAfter) {

  /** What is spoken there. */
  public enum Type {
    /** JSON of our own. */
    @JsonProperty("webhook")
    Webhook,
    /** Slack's incoming webhooks, and those of others that are like them. */
    @JsonProperty("slack")
    Slack,
    /** An Alertmanager's API, version 2. */
    @JsonProperty("alertmanager")
    Alertmanager
  }

  /**
   * Where it is. Secrets are the operator's own namespace's.
   *
   * @param url absent where a Secret has it
   * @param secretRef has the URL
   * @param bearer has a token to be sent along
   * @param ca has PEM certificates of who is trusted, instead of the image's
   * @param plainHttp sends what is secret over http, too
   */
  public record Target(
      @Nullable String url,
      @Nullable SecretKeyRef secretRef,
      @Nullable SecretKeyRef bearer,
      @Nullable SecretKeyRef ca,
      boolean plainHttp) {

    /** Whether its URL or what goes with it must not be seen on the way. */
    public boolean isSecret() {
      return secretRef != null || bearer != null;
    }
  }

  /** The link to an incident, if there is one; names of objects need no escaping. */
  public Optional<String> linkTo(String namespace, String name, String pod) {
    return Optional.ofNullable(link)
        .map(
            text ->
                text.replace("{namespace}", namespace)
                    .replace("{name}", name)
                    .replace("{pod}", pod));
  }
}
